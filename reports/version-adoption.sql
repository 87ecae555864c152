-- title: Version adoption
-- question: How does the field move from version to version, day by day?
-- parameters: product, from, to, include_test, threshold, organization, edition, country
-- chart: stacked; x: day; y: share; by: product_version
-- On each day, UTC, an installation counts once, at its latest version of that day. `share` is of the product's
-- installations active on that day.
WITH {installations},
{asked},
latest AS (
  SELECT
    product,
    day,
    installation_id,
    coalesce(max_by(product_version, of_product), 'unknown') AS product_version,
    max_by(version_key, of_product) AS version_key
  FROM days
  WHERE {is-chosen}
  GROUP BY 1, 2, 3
),
counted AS (
  SELECT
    product,
    day,
    product_version,
    count(*) AS installations,
    1e0 * count(*) / sum(count(*)) OVER (PARTITION BY product, day) AS share,
    max(version_key) AS version_key
  FROM latest
  GROUP BY product, day, product_version
)
SELECT product, day, product_version, installations, share
FROM counted
ORDER BY
  product,
  version_key,
  day
