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
    license_type,
    -- A sum of what clients send must not overflow.
    least(coalesce(seats, 1), 10000) AS seats,
    duration_ms,
    cause,
    -- A checkout or return is a success, unless it says that it failed.
    CASE
      WHEN event_name IN ('license_checked_out', 'license_returned') THEN coalesce(outcome, 'success') = 'success'
      ELSE event_name <> 'license_denied' AND coalesce(outcome, 'unknown') = 'success'
    END AS is_success
  FROM license_events
  WHERE :product IN ('', product)
    AND occurred_at >= CAST(:from AS timestamp) - INTERVAL '30' DAY
    AND occurred_at < CAST(:to AS timestamp) + INTERVAL '30' DAY
    AND {counted}
    AND event_name IN (
      'license_activated', 'license_checked', 'license_checked_out', 'license_returned', 'license_denied'
    )
)
