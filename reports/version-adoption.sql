-- title: Version adoption
-- question: How does the field move from version to version, day by day?
-- parameters: product, from, to, include_test
-- chart: area; x: day; y: share; by: product_version
-- On each day, UTC, an installation counts once, at its latest version of that day. `share` is of the product's
-- installations active on that day.
-- At equal times the higher sequence is the later, then the higher version as text.
WITH seen AS (
  SELECT
    product,
    CAST(occurred_at AS date) AS day,
    installation_id,
    product_version,
    max(occurred_at) AS last_at,
    max(sequence) AS sequence
  FROM events
  WHERE {in-range}
  GROUP BY 1, 2, 3, 4
),
latest AS (
  SELECT
    product,
    day,
    coalesce(product_version, 'unknown') AS product_version,
    row_number() OVER (
      PARTITION BY product, day, installation_id
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
    day,
    product_version,
    count(*) AS installations,
    1e0 * count(*) / sum(count(*)) OVER (PARTITION BY product, day) AS share,
    -- Every number padded, so that 10 comes after 9.
    regexp_replace(
      regexp_replace(split_part(product_version, '+', 1), '([0-9]+)', '000000000$1'),
      '[0-9]*([0-9]{10})',
      '$1'
    ) AS padded
  FROM latest
  WHERE place = 1
  GROUP BY product, day, product_version
)
SELECT product, day, product_version, installations, share
FROM counted
ORDER BY
  product,
  rpad(split_part(split_part(padded, '-', 1), '.', 1), 10, '0'),
  coalesce(nullif(split_part(split_part(padded, '-', 1), '.', 2), ''), '0000000000'),
  coalesce(nullif(split_part(split_part(padded, '-', 1), '.', 3), ''), '0000000000'),
  coalesce(nullif(split_part(split_part(padded, '-', 1), '.', 4), ''), '0000000000'),
  -- A pre-release comes before its release.
  CASE WHEN strpos(padded, '-') > 0 THEN 0 ELSE 1 END,
  padded,
  product_version,
  day
