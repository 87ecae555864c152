{license-slices},
-- The seats held after each moment at which some are taken (sign 1) or given back (-1), day by day.
moments AS (
  SELECT
    product,
    license_id,
    day,
    measure,
    is_in_use,
    moment,
    sum(seats * sign) OVER (
      PARTITION BY product, license_id, day, measure
      ORDER BY moment, sign
      ROWS UNBOUNDED PRECEDING
    ) AS held
  FROM (
    SELECT
      *,
      CASE
        WHEN sign = 1 AND starts < CAST(day AS timestamp) THEN CAST(day AS timestamp)
        WHEN sign = 1 THEN starts
        WHEN ends > CAST(day AS timestamp) + INTERVAL '1' DAY THEN CAST(day AS timestamp) + INTERVAL '1' DAY
        ELSE ends
      END AS moment
    FROM (
      SELECT
        product,
        license_id,
        day,
        seats,
        measure,
        since < CAST(day AS timestamp) + INTERVAL '1' DAY AND until >= CAST(day AS timestamp) AS is_in_use,
        CASE WHEN measure = 'proven' THEN proven_from ELSE possible_from END AS starts,
        CASE WHEN measure = 'proven' THEN proven_until ELSE possible_until END AS ends
      FROM slices
      CROSS JOIN (VALUES 'proven', 'possible') AS measures (measure)
    ) AS measured
    CROSS JOIN (VALUES 1, -1) AS signs (sign)
    WHERE measure = 'possible'
      OR (starts < ends AND starts < CAST(day AS timestamp) + INTERVAL '1' DAY AND ends > CAST(day AS timestamp))
  ) AS changes
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
    min(CASE WHEN measure = 'proven' AND place = 1 THEN moment END) AS peak_at
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
