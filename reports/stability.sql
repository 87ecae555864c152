-- title: Stability
-- question: How stable is each version, beside the version before?
-- parameters: product, from, to, include_test, threshold, organization, edition, country
-- chart: bars; x: failed_sessions_share; y: product_version; rest
-- A session fails with `session_failed`: a crash, a hang, or out of memory. `previous_version` is the one before it in
-- use in the range, by the order of versions. Of fewer than 100 sessions or installations one more failure moves the
-- share by over a point: `numbers` is then 'small', here or in the version before. An installation that did not grant
-- `diagnostics` reports no failure, so compare versions rather than believe the share. What names no version is left
-- out.
WITH {installations},
{asked},
sessions AS (
  SELECT
    product,
    product_version,
    installation_id,
    session_id,
    max(version_key) AS version_key,
    max(CASE WHEN event_name = 'session_failed' THEN 1 ELSE 0 END) AS failed
  FROM events
  WHERE {in-range}
    AND {is-chosen}
    AND product_version IS NOT NULL
  GROUP BY 1, 2, 3, 4
),
counted AS (
  SELECT
    product,
    product_version,
    max(version_key) AS version_key,
    count(session_id) AS sessions,
    count(CASE WHEN failed = 1 THEN session_id END) AS failed_sessions,
    count(DISTINCT installation_id) AS installations,
    count(DISTINCT CASE WHEN failed = 1 THEN installation_id END) AS failed_installations
  FROM sessions
  GROUP BY product, product_version
),
shares AS (
  SELECT
    *,
    1e0 * failed_sessions / nullif(sessions, 0) AS failed_sessions_share,
    1e0 * (sessions - failed_sessions) / nullif(sessions, 0) AS failure_free_sessions_share,
    1e0 * (installations - failed_installations) / installations AS failure_free_installations_share,
    least(sessions, installations) AS smallest
  FROM counted
),
compared AS (
  SELECT
    *,
    lag(product_version) OVER (PARTITION BY product ORDER BY version_key) AS previous_version,
    lag(failure_free_sessions_share) OVER (PARTITION BY product ORDER BY version_key) AS previous_failure_free_sessions_share,
    lag(failure_free_installations_share) OVER (PARTITION BY product ORDER BY version_key) AS previous_failure_free_installations_share,
    lag(smallest) OVER (PARTITION BY product ORDER BY version_key) AS previous_smallest
  FROM shares
)
SELECT
  product,
  product_version,
  sessions,
  failed_sessions,
  failed_sessions_share,
  failure_free_sessions_share,
  installations,
  failed_installations,
  failure_free_installations_share,
  previous_version,
  previous_failure_free_sessions_share,
  previous_failure_free_installations_share,
  CASE WHEN smallest < 100 OR coalesce(previous_smallest, 100) < 100 THEN 'small' ELSE 'enough' END AS numbers
FROM compared
ORDER BY product, version_key
