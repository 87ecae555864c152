-- title: License peaks
-- question: How many seats of each license are held at once, day by day, and how often is one denied?
-- parameters: product, from, to, include_test
-- chart: peaks; x: day; y: organization_id
-- A row a license and day, UTC, on which it is used or denied. `seats_peak` is the most seats in use at the same moment
-- that the rows prove, by the rules of License usage, and `peak_at` the minute in which that was reached first: unknown
-- where no moment is proven. `denied` counts an installation and hour once.
WITH
{license-days},
{installation-last-seen},
{license-peaks},
days AS (
  SELECT
    product,
    license_id,
    license_type,
    period AS day,
    coalesce(max(CASE WHEN measure = 'proven' THEN seats END), 0) AS seats_peak,
    max(CASE WHEN measure = 'proven' THEN peak_at END) AS peak_at,
    coalesce(max(CASE WHEN measure = 'denied' THEN seats END), 0) AS denied,
    max(max(CASE WHEN measure = 'seen' THEN seats END)) OVER (PARTITION BY product, license_id, license_type) AS seats_seen
  FROM peaks
  WHERE measure IN ('proven', 'denied', 'seen')
  GROUP BY product, license_id, license_type, period
)
SELECT
  days.product,
  coalesce(sold.organization_id, 'unknown') AS organization_id,
  days.license_type,
  days.license_id,
  day,
  CASE WHEN sold.license_id IS NULL THEN 0 ELSE sold.seats_purchased END AS seats_purchased,
  seats_peak,
  date_trunc('minute', peak_at) AS peak_at,
  denied
FROM days
LEFT JOIN entitlements AS sold
  ON sold.product = days.product AND sold.license_id = days.license_id
WHERE seats_peak + denied > 0
  AND :organization IN ('', sold.organization_id)
  AND (sold.license_id IS NOT NULL OR seats_seen > 0)
ORDER BY days.product, organization_id, days.license_type, days.license_id, day
