-- All rows that were asked for and not yet answered, by one look at the table.
SELECT
  requests.request_id,
  {values}
FROM events AS e
JOIN requests
  ON requests.product = e.product
  AND requests.installation_id = e.installation_id
  AND (requests.user_id IS NULL OR requests.user_id = e.user_id)
WHERE requests.kind = 'export'
ORDER BY requests.request_id, e.received_at, e.event_id
