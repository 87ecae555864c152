-- title: Version distribution
-- question: Which versions are in use, and by how many installations?
-- parameters: product, from, to, include_test
-- chart: bars; x: share; y: product_version; rest
-- Each installation counts once, at its latest version in the range. `share` is of the product's installations.
-- `coverage` says how much of the field this can know of: of the seats sold, those seen with a license.
-- At equal times the higher sequence is the later, then the higher version.
WITH seen AS (
  SELECT
    product,
    installation_id,
    product_version,
    max(version_key) AS version_key,
    max(occurred_at) AS last_at,
    max(sequence) AS sequence
  FROM events
  WHERE {in-range}
  GROUP BY product, installation_id, product_version
),
latest AS (
  SELECT
    product,
    coalesce(product_version, 'unknown') AS product_version,
    version_key,
    row_number() OVER (
      PARTITION BY product, installation_id
      ORDER BY
        CASE WHEN product_version IS NULL THEN 1 ELSE 0 END,
        last_at DESC,
        coalesce(sequence, -1) DESC,
        version_key DESC
    ) AS place
  FROM seen
),
counted AS (
  SELECT
    product,
    product_version,
    count(*) AS installations,
    1e0 * count(*) / sum(count(*)) OVER (PARTITION BY product) AS share,
    max(version_key) AS version_key
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
  counted.version_key
