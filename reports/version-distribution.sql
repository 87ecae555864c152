-- title: Version distribution
-- question: Which versions are in use, and by how many installations?
-- parameters: product, from, to, include_test
-- chart: bars; x: share; y: product_version; rest
-- Each installation counts once, at its latest version in the range. `share` is of the product's installations.
-- `coverage` says how much of the field this can know of: of the seats sold, those seen with a license.
-- At equal times the higher sequence is the later, then the higher version as text.
WITH seen AS (
  SELECT product, installation_id, product_version, max(occurred_at) AS last_at, max(sequence) AS sequence
  FROM events
  WHERE {in-range}
  GROUP BY product, installation_id, product_version
),
latest AS (
  SELECT
    product,
    coalesce(product_version, 'unknown') AS product_version,
    row_number() OVER (
      PARTITION BY product, installation_id
      ORDER BY
        CASE WHEN product_version IS NULL THEN 1 ELSE 0 END,
        last_at DESC,
        coalesce(sequence, -1) DESC,
        product_version DESC
    ) AS place
  FROM seen
),
counted AS (
  SELECT
    product,
    product_version,
    count(*) AS installations,
    1e0 * count(*) / sum(count(*)) OVER (PARTITION BY product) AS share,
    -- Every number padded, so that 10 comes after 9.
    regexp_replace(
      regexp_replace(split_part(product_version, '+', 1), '([0-9]+)', '000000000$1'),
      '[0-9]*([0-9]{10})',
      '$1'
    ) AS padded
  FROM latest
  WHERE place = 1
  GROUP BY product, product_version
),
{coverage}
SELECT
  counted.product,
  counted.product_version,
  counted.installations,
  counted.share,
  coverage.seats_seen,
  coverage.seats_sold,
  1e0 * coverage.seats_seen / nullif(coverage.seats_sold, 0) AS coverage
FROM counted
LEFT JOIN coverage
  ON coverage.product = counted.product
ORDER BY
  counted.product,
  rpad(split_part(split_part(padded, '-', 1), '.', 1), 10, '0'),
  coalesce(nullif(split_part(split_part(padded, '-', 1), '.', 2), ''), '0000000000'),
  coalesce(nullif(split_part(split_part(padded, '-', 1), '.', 3), ''), '0000000000'),
  coalesce(nullif(split_part(split_part(padded, '-', 1), '.', 4), ''), '0000000000'),
  -- A pre-release comes before its release.
  CASE WHEN strpos(padded, '-') > 0 THEN 0 ELSE 1 END,
  padded,
  product_version
