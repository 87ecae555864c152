active AS (
  SELECT product, count(*) AS installations
  FROM asked
  WHERE is_met AND is_open
  GROUP BY product
)
