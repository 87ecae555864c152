active AS (
  SELECT product, count(DISTINCT installation_id) AS installations
  FROM events
  WHERE {in-range}
  GROUP BY product
)
