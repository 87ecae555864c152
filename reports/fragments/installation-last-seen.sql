last_seen AS (
  SELECT product, installation_id, max(last_seen) AS last_seen
  FROM installation_days
  WHERE :product IN ('', product)
    AND day >= CAST(:from AS date) - INTERVAL '30' DAY
    AND day < CAST(:to AS date) + INTERVAL '30' DAY
    AND {counted}
  GROUP BY product, installation_id
)
