{license-reported},
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
          reported.license_type DESC
      ),
      'unknown'
    ) AS license_type,
    coalesce(sold.valid_from, DATE '0001-01-01') AS valid_from,
    coalesce(sold.valid_to, DATE '9999-12-31') AS valid_to
  FROM reported
  LEFT JOIN entitlements AS sold
    ON sold.product = reported.product AND sold.license_id = reported.license_id
)
