-- title: Version adoption
-- question: How does the field move from version to version, day by day?
-- parameters: product, from, to, include_test, threshold, organization, edition, country
-- chart: stacked; x: day; y: share; by: product_version
-- On each day, UTC, an installation counts once, at its latest version of that day. `share` is of the product's
-- installations active on that day.
-- At equal times the higher sequence is the later, then the higher version.
WITH {installations},
{asked},
latest AS (
  SELECT
    product,
    CAST(occurred_at AS date) AS day,
    coalesce(product_version, 'unknown') AS product_version,
    version_key,
    row_number() OVER (
      PARTITION BY product, CAST(occurred_at AS date), installation_id
      ORDER BY
        CASE WHEN coalesce(organization_id, version_key, product_version, product_edition, product_build, sdk_name, sdk_version) IS NULL THEN 1 ELSE 0 END,
        occurred_at DESC,
        event_id DESC
    ) AS place
  FROM events
  WHERE {in-range}
    AND {is-chosen}
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
  WHERE place = 1
  GROUP BY product, day, product_version
)
SELECT product, day, product_version, installations, share
FROM counted
ORDER BY
  product,
  version_key,
  day
