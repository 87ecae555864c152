active AS (
  SELECT product, count(*) AS installations
  FROM asked
  WHERE cell = 7 AND is_open
  GROUP BY product
)
