-- title: License introductions
-- question: How many licenses are introduced in the field each week?
-- parameters: product, to, include_test, from
-- chart: columns; x: week; y: licenses; by: license_type
-- A license is introduced in the week, from Monday, of its first successful activation ever. `attempts` are all
-- activations of the week that name a license, `activations` the successful ones. The type is the entitlement's, else the one reported.
WITH activated AS (
  SELECT
    product,
    license_id,
    installation_id,
    license_type,
    coalesce(outcome, 'unknown') AS outcome,
    occurred_at,
    row_number() OVER (
      PARTITION BY product, license_id, coalesce(outcome, 'unknown')
      ORDER BY occurred_at, coalesce(license_type, 'unknown')
    ) AS place
  FROM license_events
  WHERE {so-far}
    AND event_name = 'license_activated'
)
SELECT
  activated.product,
  CAST(date_trunc('week', activated.occurred_at) AS date) AS week,
  coalesce(sold.license_type, activated.license_type, 'unknown') AS license_type,
  count_if(activated.outcome = 'success' AND activated.place = 1) AS licenses,
  count_if(activated.outcome = 'success') AS activations,
  count(*) AS attempts,
  count(DISTINCT activated.installation_id) AS installations
FROM activated
LEFT JOIN entitlements AS sold
  ON sold.product = activated.product AND sold.license_id = activated.license_id
WHERE activated.occurred_at >= CAST(:from AS timestamp)
  AND :organization IN ('', sold.organization_id)
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3
