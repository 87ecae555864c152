{license-slices},
-- The seats held from each moment on at which some are taken (sign 1) or given back (-1).
moments AS (
  SELECT
    product,
    license_id,
    license_type,
    measure,
    period,
    is_in_use,
    CASE WHEN sign = 1 THEN starts ELSE ends END AS moment,
    sum(CASE WHEN starts < ends OR ends IS NULL THEN seats * sign ELSE 0 END) OVER (
      PARTITION BY product, license_id, license_type, measure, period
      ORDER BY CASE WHEN sign = 1 THEN starts ELSE ends END, sign
      ROWS UNBOUNDED PRECEDING
    ) AS held
  FROM slices
  CROSS JOIN (VALUES 1, -1) AS signs (sign)
  WHERE sign = 1 OR ends IS NOT NULL
),
-- The most of each period, and since when. A license in use holds one seat at least.
peaks AS (
  SELECT
    product,
    license_id,
    license_type,
    measure,
    period,
    greatest(max(held), max(CASE WHEN is_in_use THEN 1 ELSE 0 END)) AS seats,
    min_by(moment, ROW(-held, moment)) FILTER (WHERE held > 0) AS peak_at
  FROM moments
  GROUP BY 1, 2, 3, 4, 5
)
