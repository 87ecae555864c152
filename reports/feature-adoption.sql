-- title: Feature adoption
-- question: Which features are used, by how many installations, and which by none?
-- parameters: product, from, to, include_test, threshold, organization, edition, country
-- chart: bars; x: share; y: feature
-- `share` is of the product's installations active in the range. A feature that was used before the range and not
-- in it has none; `last_used` is the day it was last used by any. `uses` adds up the counts that were sent.
-- `coverage` says how much of the field this can know of: of the seats sold, those seen with a license.
WITH {installations},
{asked},
adopted AS (
  SELECT
    product,
    coalesce(element_at(properties, 'feature'), 'unknown') AS feature,
    count(DISTINCT installation_id) AS installations,
    -- As double: a sum of what clients send must not overflow.
    sum(coalesce(try_cast(element_at(properties, 'count') AS double), 1e0)) AS uses
  FROM events
  WHERE {in-range}
    AND {is-chosen}
    AND event_name = 'feature_used'
  GROUP BY 1, 2
),
known AS (
  SELECT
    product,
    coalesce(element_at(properties, 'feature'), 'unknown') AS feature,
    CAST(max(occurred_at) AS date) AS last_used
  FROM events
  WHERE {so-far}
    AND event_name = 'feature_used'
  GROUP BY 1, 2
),
{active},
{coverage}
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
-- Where too few meet a filter, nothing is said of any feature.
WHERE (:organization = '' AND :edition = '' AND :country = '') OR active.product IS NOT NULL
ORDER BY known.product, coalesce(adopted.installations, 0) DESC, known.feature
