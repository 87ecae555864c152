-- title: Logins and users
-- question: How many users are there, and how often do they log in?
-- parameters: product, from, to, include_test, include_test
-- chart: lines; x: week; y: users, logins, failed_logins
-- Users are counted per installation unless the product supplies its own GUID; an installation of which no user is
-- known counts as one. `registered_users` and `active_users` add up what installations last reported in that week.
WITH told AS (
  SELECT
    product,
    CAST(date_trunc('week', occurred_at) AS date) AS week,
    installation_id,
    user_id,
    max(user_id) OVER (PARTITION BY product, date_trunc('week', occurred_at), installation_id) AS known_user,
    event_name,
    coalesce(element_at(properties, 'outcome'), 'success') AS outcome,
    try_cast(element_at(properties, 'registered') AS double) AS registered,
    try_cast(element_at(properties, 'active') AS double) AS active,
    row_number() OVER (
      PARTITION BY product, date_trunc('week', occurred_at), installation_id, event_name
      ORDER BY occurred_at DESC, event_id DESC
    ) AS place
  FROM events
  WHERE ? IN ('', product)
    AND occurred_at >= CAST(? AS timestamp)
    AND occurred_at < CAST(? AS timestamp)
    AND test IN (false, ?)
    AND coalesce(ci, false) IN (false, ?)
    AND installation_id IS NOT NULL
)
SELECT
  product,
  week,
  count(DISTINCT installation_id) AS installations,
  count(DISTINCT coalesce(
    user_id,
    CASE WHEN known_user IS NULL THEN 'installation ' || installation_id END
  )) AS users,
  count_if(event_name = 'user_logged_in' AND outcome = 'success') AS logins,
  count_if(event_name = 'user_logged_in' AND outcome = 'failure') AS failed_logins,
  sum(CASE WHEN event_name = 'user_count_reported' AND place = 1 THEN registered END) AS registered_users,
  sum(CASE WHEN event_name = 'user_count_reported' AND place = 1 THEN active END) AS active_users
FROM told
GROUP BY product, week
ORDER BY product, week
