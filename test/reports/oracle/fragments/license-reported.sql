-- A month more at either end: a hold may begin before the range, and end after it.
reported AS (
  SELECT
    product,
    license_id,
    installation_id,
    session_id,
    user_id,
    event_id,
    sequence,
    event_name,
    occurred_at,
    element_at(properties, 'license_type') AS license_type,
    -- A sum of what clients send must not overflow.
    least(coalesce(try_cast(element_at(properties, 'seats') AS bigint), 1), 10000) AS seats,
    try_cast(element_at(properties, 'duration_ms') AS bigint) AS duration_ms,
    element_at(properties, 'outcome') AS outcome,
    element_at(properties, 'cause') AS cause
  FROM events
  WHERE :product IN ('', product)
    AND occurred_at >= CAST(:from AS timestamp) - INTERVAL '30' DAY
    AND occurred_at < CAST(:to AS timestamp) + INTERVAL '30' DAY
    AND {counted}
    AND license_id IS NOT NULL
    AND event_name IN (
      'license_activated', 'license_checked', 'license_checked_out', 'license_returned', 'license_denied'
    )
)
