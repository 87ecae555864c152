-- title: Active installations
-- question: How many installations are active each week, how many are new, and how many are lost?
-- parameters: product, to, include_test, from
-- chart: lines; x: week; y: installations, new_installations, lost_installations
-- Weeks begin on Monday, UTC; the first and the last may be cut by the range. An installation is new in the week in
-- which it was first seen ever, and lost in the fourth whole week in which it is not seen: of a week that has not
-- ended yet, that is not known.
WITH {installations-so-far},
{asked},
seen AS (
  SELECT
    product,
    installation_id,
    CAST(date_trunc('week', occurred_at) AS date) AS week,
    min(occurred_at) AS first_at,
    max(occurred_at) AS last_at
  FROM events
  WHERE {so-far}
    AND {is-chosen}
  GROUP BY 1, 2, 3
),
weeks AS (
  SELECT
    product,
    week,
    first_at,
    last_at,
    lag(week) OVER (PARTITION BY product, installation_id ORDER BY week) AS week_before,
    lead(week) OVER (PARTITION BY product, installation_id ORDER BY week) AS week_after
  FROM seen
),
counted AS (
  SELECT
    product,
    CASE WHEN kind = 'lost' THEN CAST(date_add('day', 28, week) AS date) ELSE week END AS week,
    count_if(kind = 'active') AS installations,
    count_if(kind = 'new') AS new_installations,
    count_if(kind = 'lost') AS lost_installations,
    count_if(kind = 'ended') AS ended
  FROM weeks
  CROSS JOIN (VALUES 'active', 'new', 'lost', 'ended') AS kinds (kind)
  WHERE (kind = 'active' AND last_at >= CAST(:from AS timestamp))
    OR (kind = 'new' AND week_before IS NULL AND first_at >= CAST(:from AS timestamp))
    OR (
      kind = 'lost'
      AND (week_after IS NULL OR week_after > date_add('day', 28, week))
      AND date_add('day', 35, week) > CAST(:from AS date)
      AND date_add('day', 35, week) <= CAST(:to AS date)
    )
    OR (kind = 'ended' AND last_at >= CAST(:from AS timestamp) AND date_add('day', 7, week) <= CAST(:to AS date))
  GROUP BY 1, 2
)
SELECT
  product,
  week,
  installations,
  new_installations,
  CASE WHEN ended + lost_installations > 0 THEN lost_installations END AS lost_installations
FROM counted
ORDER BY product, week
