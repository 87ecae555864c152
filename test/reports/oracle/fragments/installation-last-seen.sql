last_seen AS (
  SELECT product, installation_id, max(occurred_at) AS last_seen
  FROM events
  WHERE :product IN ('', product)
    AND occurred_at >= CAST(:from AS timestamp) - INTERVAL '30' DAY
    AND occurred_at < CAST(:to AS timestamp) + INTERVAL '30' DAY
    AND {counted}
  GROUP BY product, installation_id
)
