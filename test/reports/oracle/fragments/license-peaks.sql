{license-slices},
-- Each measure of each slice, within its day.
measured AS (
  SELECT
    *,
    since < CAST(day AS timestamp) + INTERVAL '1' DAY
      AND CASE WHEN proven_from IS NULL THEN since ELSE until END >= CAST(day AS timestamp) AS is_in_use,
    greatest(
      CASE WHEN measure = 'proven' AND proven_from IS NOT NULL THEN proven_from ELSE possible_from END,
      CAST(day AS timestamp)
    ) AS starts,
    least(
      CASE WHEN measure = 'proven' AND proven_from IS NOT NULL THEN proven_until ELSE possible_until END,
      CAST(day AS timestamp) + INTERVAL '1' DAY
    ) AS ends
  FROM slices
  CROSS JOIN (VALUES 'proven', 'possible') AS measures (measure)
),
-- The seats held from each moment on at which some are taken (sign 1) or given back (-1), day by day.
moments AS (
  SELECT
    product,
    license_id,
    day,
    measure,
    is_in_use,
    CASE WHEN sign = 1 THEN starts ELSE ends END AS moment,
    sum(CASE WHEN starts < ends AND (measure = 'possible' OR proven_from IS NOT NULL) THEN seats * sign ELSE 0 END) OVER (
      PARTITION BY product, license_id, day, measure
      ORDER BY CASE WHEN sign = 1 THEN starts ELSE ends END, sign
      ROWS UNBOUNDED PRECEDING
    ) AS held
  FROM measured
  CROSS JOIN (VALUES 1, -1) AS signs (sign)
),
-- A license in use holds one seat at least.
peaks AS (
  SELECT
    product,
    license_id,
    day,
    greatest(
      max(CASE WHEN measure = 'proven' THEN held ELSE 0 END),
      max(CASE WHEN is_in_use THEN 1 ELSE 0 END)
    ) AS seats_peak,
    max(CASE WHEN measure = 'possible' THEN held ELSE 0 END) AS seats_possible,
    min(CASE WHEN measure = 'proven' AND place = 1 AND held > 0 THEN moment END) AS peak_at
  FROM (
    SELECT
      *,
      row_number() OVER (PARTITION BY product, license_id, day, measure ORDER BY held DESC, moment) AS place
    FROM moments
  ) AS placed
  GROUP BY product, license_id, day
),
-- Once an installation and hour: a product may ask again every second.
denials AS (
  SELECT product, license_id, day, count(*) AS denied
  FROM (
    SELECT DISTINCT product, license_id, day, installation_id, date_trunc('hour', occurred_at) AS hour
    FROM licensed
    WHERE event_name = 'license_denied'
      AND coalesce(cause, 'none_free') = 'none_free'
      AND day BETWEEN valid_from AND valid_to
      AND day >= CAST(:from AS date)
      AND day < CAST(:to AS date)
  ) AS hours
  GROUP BY product, license_id, day
)
