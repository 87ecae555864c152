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
),
-- The type is the entitlement's; that of a license that was not sold is the last one reported.
licensed AS (
  SELECT
    reported.product,
    reported.license_id,
    installation_id,
    session_id,
    user_id,
    event_id,
    sequence,
    event_name,
    occurred_at,
    CAST(occurred_at AS date) AS day,
    seats,
    duration_ms,
    cause,
    -- A checkout or return is one, unless it says that it failed.
    CASE
      WHEN event_name IN ('license_checked_out', 'license_returned') THEN coalesce(outcome, 'success') = 'success'
      ELSE event_name <> 'license_denied' AND coalesce(outcome, 'unknown') = 'success'
    END AS is_success,
    coalesce(
      sold.license_type,
      first_value(reported.license_type) OVER (
        PARTITION BY reported.product, reported.license_id
        ORDER BY
          CASE WHEN reported.license_type IS NULL THEN 1 ELSE 0 END,
          occurred_at DESC,
          event_id DESC,
          installation_id DESC
      ),
      'unknown'
    ) AS license_type,
    coalesce(sold.valid_from, DATE '0001-01-01') AS valid_from,
    coalesce(sold.valid_to, DATE '9999-12-31') AS valid_to
  FROM reported
  LEFT JOIN entitlements AS sold
    ON sold.product = reported.product AND sold.license_id = reported.license_id
)
