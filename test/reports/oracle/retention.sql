-- title: Retention
-- question: Of the installations that were new in a week, how many are still active in the weeks after it?
-- parameters: product, to, include_test, from
-- chart: heatmap; x: weeks_later; y: cohort; by: share
-- A cohort are the installations first seen ever in that week, from Monday, UTC; cohorts whose week begins in the
-- range, up to 99 weeks later. A later week counts once it has ended.
WITH {installations-so-far},
{asked},
seen AS (
  SELECT product, installation_id, CAST(date_trunc('week', occurred_at) AS date) AS week
  FROM events
  WHERE {so-far}
    AND {is-chosen}
  GROUP BY 1, 2, 3
),
cohorts AS (
  SELECT product, week, min(week) OVER (PARTITION BY product, installation_id) AS cohort
  FROM seen
),
counted AS (
  SELECT product, cohort, week, count(*) AS installations
  FROM cohorts
  WHERE cohort >= CAST(:from AS date)
  GROUP BY product, cohort, week
),
-- Each cohort with each week, so that one in which none was active is there too.
grid AS (
  SELECT
    product,
    cohort,
    weeks_later,
    sum(CASE WHEN week = cohort THEN installations ELSE 0 END) AS installations,
    sum(CASE WHEN week = date_add('day', 7 * weeks_later, cohort) THEN installations ELSE 0 END) AS active
  FROM counted
  CROSS JOIN UNNEST(sequence(0, 99)) AS later (weeks_later)
  WHERE weeks_later = 0 OR date_add('day', 7 * weeks_later + 7, cohort) <= CAST(:to AS date)
  GROUP BY product, cohort, weeks_later
)
SELECT product, cohort, weeks_later, installations, active, 1e0 * active / installations AS share
FROM grid
ORDER BY product, cohort, weeks_later
