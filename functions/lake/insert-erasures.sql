-- Takes each erasure that was asked for, once, however often it came.
-- Parameters: first and last hour of arrival.
INSERT INTO erasures (erasure_id, product, installation_id, user_id, requested_at)
SELECT DISTINCT
  arrived.event_id,
  arrived.product,
  arrived.installation_id,
  arrived.user_id,
  CAST(from_iso8601_timestamp(arrived.received_at) AT TIME ZONE 'UTC' AS timestamp)
FROM landing AS arrived
LEFT JOIN erasures AS known
  ON known.erasure_id = arrived.event_id
WHERE arrived.hour BETWEEN ? AND ?
  AND arrived.event_name = 'erasure_requested'
  AND known.erasure_id IS NULL
