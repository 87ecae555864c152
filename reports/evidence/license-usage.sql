-- title: Evidence of license usage
-- question: Which holds make the peak of a license?
-- parameters: product, from, to, include_test, organization, license
-- A row a seat in use at `peak_at`, the first minute of the peak: from when to when it is held, to the minute. It is
-- proven from ten minutes after `held_from` to ten minutes before `held_until`. Where no moment is proven, it is the
-- first hold, and `held_until` of one without a return is not known.
WITH
{license-days},
{installation-last-seen},
{license-peaks},
highest AS (
  SELECT
    product,
    license_id,
    license_type,
    measure,
    period,
    peak_at,
    max(CASE WHEN measure = 'seen' THEN seats END) OVER (PARTITION BY product, license_id, license_type) AS seats_seen,
    row_number() OVER (PARTITION BY product, license_id, license_type, measure ORDER BY seats DESC, period) AS place
  FROM peaks
  WHERE measure IN ('proven', 'seen')
    AND seats > 0
    AND starts_with(license_id, :license)
),
behind AS (
  SELECT
    slices.product,
    slices.license_id,
    slices.license_type,
    sold.organization_id,
    slices.seats,
    since,
    until,
    peak_at,
    row_number() OVER (PARTITION BY slices.product, slices.license_id ORDER BY since, until) AS place
  FROM highest
  JOIN slices
    ON slices.product = highest.product
    AND slices.license_id = highest.license_id
    AND slices.license_type = highest.license_type
    AND slices.measure = highest.measure
    AND slices.period = highest.period
  LEFT JOIN entitlements AS sold
    ON sold.product = highest.product AND sold.license_id = highest.license_id
  WHERE highest.measure = 'proven'
    AND place = 1
    AND (
      (starts <= peak_at AND ends > peak_at AND slices.seats > 0)
      OR (peak_at IS NULL AND is_in_use)
    )
    AND :organization IN ('', sold.organization_id)
    AND (sold.license_id IS NOT NULL OR seats_seen > 0)
)
SELECT
  product,
  coalesce(organization_id, 'unknown') AS organization_id,
  license_type,
  license_id,
  row_number() OVER (PARTITION BY product, license_id ORDER BY since, until) AS seat,
  date_trunc('minute', since) AS held_from,
  date_trunc('minute', until) AS held_until,
  date_trunc('minute', peak_at) AS peak_at
FROM behind
CROSS JOIN UNNEST(sequence(1, CASE WHEN peak_at IS NULL THEN 1 ELSE seats END)) AS seats (n)
WHERE peak_at IS NOT NULL OR place = 1
ORDER BY product, organization_id, license_id, seat
