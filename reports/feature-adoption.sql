-- title: Feature adoption
-- question: Which features are used, by how many installations, and which by none?
-- parameters: product, from, to, include_test, include_test, product, to, include_test, include_test, product, from, to, include_test, include_test, product, from, to, include_test, include_test, to, to
-- chart: bars; x: share; y: feature
-- `share` is of the product's installations active in the range. A feature that was used before the range and not
-- in it has none; `last_used` is the day it was last used by any. `uses` adds up the counts that were sent.
-- `coverage` says how much of the field this can know of: of the seats sold, those seen with a license.
WITH adopted AS (
  SELECT
    product,
    coalesce(element_at(properties, 'feature'), 'unknown') AS feature,
    count(DISTINCT installation_id) AS installations,
    -- As double: a sum of what clients send must not overflow.
    sum(coalesce(try_cast(element_at(properties, 'count') AS double), 1e0)) AS uses
  FROM events
  WHERE ? IN ('', product)
    AND occurred_at >= CAST(? AS timestamp)
    AND occurred_at < CAST(? AS timestamp)
    AND test IN (false, ?)
    AND coalesce(ci, false) IN (false, ?)
    AND installation_id IS NOT NULL
    AND event_name = 'feature_used'
  GROUP BY 1, 2
),
known AS (
  SELECT
    product,
    coalesce(element_at(properties, 'feature'), 'unknown') AS feature,
    CAST(max(occurred_at) AS date) AS last_used
  FROM events
  WHERE ? IN ('', product)
    AND occurred_at < CAST(? AS timestamp)
    AND test IN (false, ?)
    AND coalesce(ci, false) IN (false, ?)
    AND installation_id IS NOT NULL
    AND event_name = 'feature_used'
  GROUP BY 1, 2
),
active AS (
  SELECT product, count(DISTINCT installation_id) AS installations
  FROM events
  WHERE ? IN ('', product)
    AND occurred_at >= CAST(? AS timestamp)
    AND occurred_at < CAST(? AS timestamp)
    AND test IN (false, ?)
    AND coalesce(ci, false) IN (false, ?)
    AND installation_id IS NOT NULL
  GROUP BY product
),
licensed AS (
  SELECT
    product,
    license_id,
    installation_id,
    user_id,
    max(user_id) OVER (PARTITION BY product, license_id, installation_id) AS known_user
  FROM events
  WHERE ? IN ('', product)
    AND occurred_at >= CAST(? AS timestamp)
    AND occurred_at < CAST(? AS timestamp)
    AND test IN (false, ?)
    AND coalesce(ci, false) IN (false, ?)
    AND installation_id IS NOT NULL
    AND event_name IN ('license_activated', 'license_checked')
    AND element_at(properties, 'outcome') = 'success'
    AND license_id IS NOT NULL
),
used AS (
  SELECT
    product,
    license_id,
    count(DISTINCT installation_id) AS installations,
    count(DISTINCT coalesce(
      user_id,
      CASE WHEN known_user IS NULL THEN 'installation ' || installation_id END
    )) AS users
  FROM licensed
  GROUP BY product, license_id
),
coverage AS (
  SELECT
    sold.product,
    -- Over-use of one license must not hide that another is not seen.
    sum(least(
      sold.seats_purchased,
      coalesce(CASE WHEN sold.license_type = 'named_user' THEN used.users ELSE used.installations END, 0)
    )) AS seats_seen,
    sum(sold.seats_purchased) AS seats_sold
  FROM entitlements AS sold
  LEFT JOIN used
    ON used.product = sold.product AND used.license_id = sold.license_id
  -- Valid on the last day of the range, which ends with the day before `to`.
  WHERE sold.valid_from < CAST(? AS date)
    AND date_add('day', 1, sold.valid_to) >= CAST(? AS date)
  GROUP BY sold.product
)
SELECT
  known.product,
  known.feature,
  coalesce(adopted.installations, 0) AS installations,
  coalesce(active.installations, 0) AS active_installations,
  1e0 * coalesce(adopted.installations, 0) / active.installations AS share,
  coalesce(adopted.uses, 0e0) AS uses,
  known.last_used,
  coverage.seats_seen,
  coverage.seats_sold,
  1e0 * coverage.seats_seen / nullif(coverage.seats_sold, 0) AS coverage
FROM known
LEFT JOIN adopted
  ON adopted.product = known.product AND adopted.feature = known.feature
LEFT JOIN active
  ON active.product = known.product
LEFT JOIN coverage
  ON coverage.product = known.product
ORDER BY known.product, coalesce(adopted.installations, 0) DESC, known.feature
