-- Checkouts and returns in the order of their session: without `usage` no session is known, and an installation is one.
-- A return that says how long the seats were held says since when.
turns AS (
  SELECT
    *,
    event_name = 'license_returned' AS is_return,
    CASE
      WHEN event_name = 'license_returned' AND duration_ms BETWEEN 0 AND 34560000000
      THEN occurred_at - duration_ms * INTERVAL '0.001' SECOND
    END AS held_since,
    row_number() OVER (
      PARTITION BY product, license_id, installation_id, session_id
      ORDER BY
        occurred_at,
        coalesce(sequence, -1),
        CASE WHEN event_name = 'license_returned' THEN 0 ELSE 1 END,
        event_id
    ) AS place
  FROM licensed
  WHERE license_type = 'floating'
    AND event_name IN ('license_checked_out', 'license_returned')
    AND is_success
),
ordered AS (
  SELECT
    *,
    sum(CASE WHEN is_return THEN 1 ELSE 0 END) OVER (turn ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
      AS returns_before,
    lag(occurred_at) OVER turn AS previous_at,
    lag(is_return) OVER turn AS is_previous_return,
    lead(occurred_at) OVER turn AS next_at,
    lead(is_return) OVER turn AS is_next_return,
    lead(held_since) OVER turn AS next_held_since
  FROM turns
  WINDOW turn AS (PARTITION BY product, license_id, installation_id, session_id ORDER BY place)
),
-- The return that follows ends the checkouts since it says; two clocks differ by twenty minutes at most. One that does
-- not say ends the last checkout before it: the return of an earlier one may be lost.
matched AS (
  SELECT
    *,
    coalesce(occurred_at >= said_since - INTERVAL '20' MINUTE, is_next_return, false) AS is_ended,
    coalesce(previous_at >= said_since - INTERVAL '20' MINUTE AND NOT is_previous_return, false) AS is_told
  FROM (
    SELECT
      *,
      max(held_since) OVER (
        PARTITION BY product, license_id, installation_id, session_id, coalesce(returns_before, 0)
      ) AS said_since
    FROM ordered
  ) AS said
),
holds AS (
  SELECT
    matched.product,
    license_id,
    matched.installation_id,
    session_id,
    valid_from,
    valid_to,
    seats,
    is_return,
    is_return OR is_ended AS is_proven,
    next_at IS NULL AS is_last,
    CASE
      WHEN is_return AND is_previous_return AND previous_at > held_since THEN previous_at
      WHEN is_return THEN held_since
      WHEN NOT is_told
        AND occurred_at BETWEEN said_since - INTERVAL '20' MINUTE AND said_since + INTERVAL '20' MINUTE
        AND next_at >= said_since
      THEN said_since
      ELSE occurred_at
    END AS since,
    CASE
      WHEN is_return THEN occurred_at
      WHEN is_ended OR NOT is_next_return THEN next_at
      ELSE least(coalesce(next_held_since, last_seen), occurred_at + INTERVAL '24' HOUR)
    END AS until
  FROM matched
  JOIN last_seen
    ON last_seen.product = matched.product AND last_seen.installation_id = matched.installation_id
  -- A return is a hold of its own if it says since when, and no checkout is known that it ends.
  WHERE NOT is_return
    OR (held_since IS NOT NULL AND NOT is_told)
)
