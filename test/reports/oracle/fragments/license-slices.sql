{license-holds},
beside AS (
  SELECT
    *,
    lag(CASE WHEN is_return THEN since END) OVER machine AS since_before,
    lag(seats) OVER machine AS seats_before,
    lead(CASE WHEN is_return THEN since END) OVER machine AS since_after,
    lead(seats) OVER machine AS seats_after
  FROM holds
  WINDOW machine AS (PARTITION BY product, license_id, installation_id ORDER BY since, until, session_id)
),
-- Clocks less than ten minutes off are not corrected: a hold is proven from ten minutes after its beginning to ten
-- minutes before its end, and possible from ten minutes before to ten minutes after, but once a session.
widened AS (
  SELECT
    product,
    license_id,
    valid_from,
    valid_to,
    seats,
    since,
    until,
    CASE WHEN is_proven THEN since + INTERVAL '10' MINUTE END AS proven_from,
    CASE WHEN is_proven THEN until - INTERVAL '10' MINUTE END AS proven_until,
    CASE
      WHEN lag(seats) OVER turn >= seats
      THEN greatest(since - INTERVAL '10' MINUTE, lag(until) OVER turn + INTERVAL '10' MINUTE)
      ELSE since - INTERVAL '10' MINUTE
    END AS possible_from,
    CASE
      WHEN lead(seats) OVER turn > seats
      THEN least(until + INTERVAL '10' MINUTE, lead(since) OVER turn - INTERVAL '10' MINUTE)
      ELSE until + INTERVAL '10' MINUTE
    END AS possible_until
  FROM beside
  -- A seat borrowed in one session and returned in another is one hold: the return tells of it.
  WHERE NOT is_last
    OR is_return
    OR NOT (
      coalesce(since_before >= since - INTERVAL '20' MINUTE AND seats_before >= seats, false)
      OR coalesce(since_after <= since + INTERVAL '20' MINUTE AND seats_after >= seats, false)
    )
  WINDOW turn AS (PARTITION BY product, license_id, installation_id, session_id ORDER BY since, until)
),
-- Of other licenses, a user or an installation is in use from its first to its last event of a day. Of users only a
-- GUID is the product's own, and has dashes: a digest is made per installation.
used AS (
  SELECT
    product,
    license_id,
    day,
    1 AS seats,
    min(occurred_at) AS since,
    max(occurred_at) AS until
  FROM uses
  WHERE is_valid
    AND license_type <> 'floating'
    AND (license_type <> 'named_user' OR coalesce(user_id, '') LIKE '%-%')
  GROUP BY product, license_id, day, CASE WHEN license_type = 'named_user' THEN user_id ELSE installation_id END
),
-- What is held on a day, of the days on which the license is valid.
slices AS (
  SELECT
    product,
    license_id,
    CAST(CAST(since - INTERVAL '10' MINUTE AS date) + n * INTERVAL '1' DAY AS date) AS day,
    seats,
    since,
    until,
    proven_from,
    proven_until,
    possible_from,
    possible_until
  FROM widened
  CROSS JOIN UNNEST(sequence(
    0,
    date_diff('day', CAST(since - INTERVAL '10' MINUTE AS date), CAST(until + INTERVAL '10' MINUTE AS date))
  )) AS days (n)
  WHERE CAST(since - INTERVAL '10' MINUTE AS date) + n * INTERVAL '1' DAY BETWEEN valid_from AND valid_to
    AND CAST(since - INTERVAL '10' MINUTE AS date) + n * INTERVAL '1' DAY >= CAST(:from AS date)
    AND CAST(since - INTERVAL '10' MINUTE AS date) + n * INTERVAL '1' DAY < CAST(:to AS date)
  UNION ALL
  SELECT
    product,
    license_id,
    day,
    seats,
    since,
    until,
    since + INTERVAL '10' MINUTE AS proven_from,
    until - INTERVAL '10' MINUTE AS proven_until,
    since AS possible_from,
    until AS possible_until
  FROM used
)
