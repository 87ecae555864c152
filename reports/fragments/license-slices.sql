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
-- What is held on a day, of the days on which the license is valid.
hold_days AS (
  SELECT *, CAST(CAST(since - INTERVAL '10' MINUTE AS date) + n * INTERVAL '1' DAY AS date) AS day
  FROM widened
  CROSS JOIN UNNEST(sequence(
    0,
    date_diff('day', CAST(since - INTERVAL '10' MINUTE AS date), CAST(until + INTERVAL '10' MINUTE AS date))
  )) AS days (n)
  WHERE CAST(since - INTERVAL '10' MINUTE AS date) + n * INTERVAL '1' DAY BETWEEN valid_from AND valid_to
    AND CAST(since - INTERVAL '10' MINUTE AS date) + n * INTERVAL '1' DAY >= CAST(:from AS date)
    AND CAST(since - INTERVAL '10' MINUTE AS date) + n * INTERVAL '1' DAY < CAST(:to AS date)
),
-- What is held or in use, by measure and period, and from when to when. What is only counted has no end.
slices AS (
  SELECT
    product,
    license_id,
    'floating' AS license_type,
    measure,
    day AS period,
    CASE WHEN measure = 'possible' OR proven_from IS NOT NULL THEN seats ELSE 0 END AS seats,
    since,
    CASE WHEN proven_from IS NOT NULL THEN until END AS until,
    greatest(
      CASE WHEN measure = 'proven' THEN coalesce(proven_from, possible_from) ELSE possible_from END,
      CAST(day AS timestamp)
    ) AS starts,
    least(
      CASE WHEN measure = 'proven' THEN coalesce(proven_until, possible_until) ELSE possible_until END,
      CAST(day AS timestamp) + INTERVAL '1' DAY
    ) AS ends,
    measure = 'proven'
      AND since < CAST(day AS timestamp) + INTERVAL '1' DAY
      AND CASE WHEN proven_from IS NULL THEN since ELSE until END >= CAST(day AS timestamp) AS is_in_use
  FROM hold_days
  CROSS JOIN (VALUES 'proven', 'possible') AS measures (measure)
  UNION ALL
  SELECT
    product,
    license_id,
    license_type,
    measure,
    period,
    seats,
    since,
    until,
    since + INTERVAL '10' MINUTE AS starts,
    CASE WHEN measure = 'proven' THEN until - INTERVAL '10' MINUTE END AS ends,
    measure = 'proven' AS is_in_use
  FROM uses
)
