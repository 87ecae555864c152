-- title: Evidence of license usage
-- question: Which holds make the peak of a license?
-- parameters: product, from, to, include_test, organization, license
-- A row a seat in use at `peak_at`, the first minute of the peak: from when to when it is held, to the minute. It is
-- proven from ten minutes after `held_from` to ten minutes before `held_until`. Where no moment is proven, it is the
-- first hold, and `held_until` of one without a return is not known.
WITH
{license-rows},
{license-seen},
{installation-last-seen},
{license-peaks},
highest AS (
  SELECT
    product,
    license_id,
    day,
    peak_at,
    row_number() OVER (PARTITION BY product, license_id ORDER BY seats_peak DESC, day) AS place
  FROM peaks
  WHERE seats_peak > 0
    AND starts_with(license_id, :license)
),
behind AS (
  SELECT
    slices.product,
    slices.license_id,
    seats,
    since,
    CASE WHEN proven_from IS NOT NULL THEN until END AS until,
    peak_at,
    row_number() OVER (PARTITION BY slices.product, slices.license_id ORDER BY since, until) AS place
  FROM highest
  JOIN slices
    ON slices.product = highest.product AND slices.license_id = highest.license_id AND slices.day = highest.day
  WHERE place = 1
    AND (
      (proven_from <= peak_at AND proven_until > peak_at)
      OR (peak_at IS NULL AND (proven_from IS NOT NULL OR CAST(since AS date) = slices.day))
    )
)
SELECT
  product,
  organization_id,
  license_type,
  license_id,
  row_number() OVER (PARTITION BY product, license_id ORDER BY since, until) AS seat,
  date_trunc('minute', since) AS held_from,
  date_trunc('minute', until) AS held_until,
  date_trunc('minute', peak_at) AS peak_at
FROM behind
JOIN licenses USING (product, license_id)
CROSS JOIN UNNEST(sequence(1, CASE WHEN peak_at IS NULL THEN 1 ELSE seats END)) AS seats (n)
WHERE peak_at IS NOT NULL OR place = 1
ORDER BY product, organization_id, license_id, seat
