-- Of every organization: its installations by product and version, each installation once. Its version is the one that
-- version-distribution counts it at, and its organization the last one that it named.
WITH seen AS (
  SELECT
    product,
    installation_id,
    organization_id,
    product_version,
    max(version_key) AS version_key,
    max(occurred_at) AS last_at,
    max(sequence) AS sequence
  FROM events
  WHERE {in-range}
  GROUP BY product, installation_id, organization_id, product_version
),
latest AS (
  SELECT
    product,
    coalesce(product_version, 'unknown') AS product_version,
    version_key,
    max(last_at) OVER (PARTITION BY product, installation_id) AS last_at,
    first_value(organization_id) OVER (
      PARTITION BY product, installation_id
      ORDER BY
        CASE WHEN organization_id IS NULL THEN 1 ELSE 0 END,
        last_at DESC,
        coalesce(sequence, -1) DESC,
        organization_id
    ) AS organization_id,
    row_number() OVER (
      PARTITION BY product, installation_id
      ORDER BY
        CASE WHEN product_version IS NULL THEN 1 ELSE 0 END,
        last_at DESC,
        coalesce(sequence, -1) DESC,
        version_key DESC
    ) AS place
  FROM seen
)
SELECT
  organization_id,
  product,
  product_version,
  count(*) AS installations,
  CAST(date_trunc('week', max(last_at)) AS date) AS last_seen_week
FROM latest
WHERE place = 1
  AND organization_id IS NOT NULL
GROUP BY organization_id, product, product_version
ORDER BY organization_id, product, max(version_key)
