-- title: Version distribution
-- question: Which versions are in use, and by how many installations?
-- parameters: product, from, to, include_test, include_test
-- chart: bar
-- Each installation counts once, at its latest version in the range. `share` is of the product's installations.
WITH latest AS (
  SELECT
    product,
    installation_id,
    coalesce(product_version, 'unknown') AS product_version,
    row_number() OVER (
      PARTITION BY product, installation_id
      ORDER BY
        CASE WHEN product_version IS NULL THEN 1 ELSE 0 END,
        occurred_at DESC,
        coalesce(sequence, -1) DESC,
        event_id DESC
    ) AS place
  FROM events
  WHERE ? IN ('', product)
    AND occurred_at >= CAST(? AS timestamp)
    AND occurred_at < CAST(? AS timestamp)
    AND test IN (false, ?)
    AND coalesce(ci, false) IN (false, ?)
    AND installation_id IS NOT NULL
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
)
SELECT product, product_version, installations, share
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
  product_version
