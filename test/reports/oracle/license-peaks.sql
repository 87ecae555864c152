-- title: License peaks
-- question: How many seats of each license are held at once, day by day, and how often is one denied?
-- parameters: product, from, to, include_test
-- chart: peaks; x: day; y: organization_id
-- A row a license and day, UTC, on which it is used or denied. `seats_peak` is the most seats in use at the same moment
-- that the rows prove, by the rules of License usage, and `peak_at` the minute in which that was reached first: unknown
-- where no moment is proven. `denied` counts an installation and hour once.
WITH
{license-rows},
{license-seen},
{installation-last-seen},
{license-peaks}
SELECT
  product,
  organization_id,
  license_type,
  license_id,
  day,
  seats_purchased,
  coalesce(seats_peak, 0) AS seats_peak,
  date_trunc('minute', peak_at) AS peak_at,
  coalesce(denied, 0) AS denied
FROM peaks
FULL OUTER JOIN denials USING (product, license_id, day)
JOIN licenses USING (product, license_id)
WHERE coalesce(seats_peak, 0) + coalesce(denied, 0) > 0
ORDER BY product, organization_id, license_type, license_id, day
