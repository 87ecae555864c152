-- title: Logins and users
-- question: How many users are there, and how often do they log in?
-- parameters: product, from, to, include_test, threshold, organization, edition, country
-- chart: lines; x: week; y: users, logins, failed_logins
-- Users are counted per installation unless the product supplies its own GUID; an installation of which no user is
-- known, since `persons` is not granted, counts as one. `identified_share` is how many of the installations a user is
-- known of: what `users` rests on. `registered_users` and `active_users` add up what installations last reported in
-- that week.
WITH {installations},
{asked},
told AS (
  SELECT
    product,
    CAST(date_trunc('week', occurred_at) AS date) AS week,
    installation_id,
    user_id,
    count_if(
      event_name = 'user_logged_in' AND coalesce(element_at(properties, 'outcome'), 'success') = 'success'
    ) AS logins,
    count_if(event_name = 'user_logged_in' AND element_at(properties, 'outcome') = 'failure') AS failed_logins
  FROM events
  WHERE {in-range}
    AND {is-shown}
  GROUP BY 1, 2, 3, 4
),
identified AS (
  SELECT *, max(user_id) OVER (PARTITION BY product, week, installation_id) AS known_user
  FROM told
),
counted AS (
  SELECT
    product,
    week,
    count(DISTINCT installation_id) AS installations,
    count(DISTINCT coalesce(
      user_id,
      CASE WHEN known_user IS NULL THEN 'installation ' || installation_id END
    )) AS users,
    1e0 * count(DISTINCT CASE WHEN known_user IS NOT NULL THEN installation_id END)
      / count(DISTINCT installation_id) AS identified_share,
    sum(logins) AS logins,
    sum(failed_logins) AS failed_logins
  FROM identified
  GROUP BY product, week
),
reported AS (
  SELECT
    product,
    CAST(date_trunc('week', occurred_at) AS date) AS week,
    try_cast(element_at(properties, 'registered') AS double) AS registered,
    try_cast(element_at(properties, 'active') AS double) AS active,
    row_number() OVER (
      PARTITION BY product, date_trunc('week', occurred_at), installation_id
      ORDER BY occurred_at DESC, event_id DESC
    ) AS place
  FROM events
  WHERE {in-range}
    AND {is-shown}
    AND event_name = 'user_count_reported'
),
totals AS (
  SELECT product, week, sum(registered) AS registered_users, sum(active) AS active_users
  FROM reported
  WHERE place = 1
  GROUP BY product, week
)
SELECT
  counted.product,
  counted.week,
  counted.installations,
  counted.users,
  counted.identified_share,
  counted.logins,
  counted.failed_logins,
  totals.registered_users,
  totals.active_users
FROM counted
LEFT JOIN totals
  ON totals.product = counted.product AND totals.week = counted.week
ORDER BY counted.product, counted.week
