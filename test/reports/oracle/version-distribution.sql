-- title: Version distribution
-- question: Which versions are in use, and by how many installations?
-- parameters: product, from, to, include_test, threshold, organization, edition, country, by
-- chart: bars; x: share; y: product_version; rest
-- Each installation counts once, at its latest version in the range. `share` is of the product's installations.
-- `coverage` says how much of the field this can know of: of the product's seats sold, those seen with a license. By
-- edition or build, those of a version with fewer installations than the threshold are 'other'.
WITH {installations},
{asked},
told AS (
  SELECT
    product,
    coalesce(product_version, 'unknown') AS attribute,
    max(version_key) OVER (PARTITION BY product, product_version) AS sort_key,
    coalesce(CASE split WHEN 'edition' THEN product_edition WHEN 'build' THEN product_build ELSE '' END, 'unknown')
      AS value,
    installation_id AS unit,
    installation_id,
    1 AS amount
  FROM installations
  CROSS JOIN (VALUES 'version', 'edition', 'build') AS splits (split)
  WHERE split = :by
),
{groups},
{coverage}
SELECT
  groups.product,
  groups.attribute AS product_version,
  CASE split WHEN 'edition' THEN groups.value END AS product_edition,
  CASE split WHEN 'build' THEN groups.value END AS product_build,
  groups.installations,
  1e0 * groups.installations / sum(groups.installations) OVER (PARTITION BY groups.product) AS share,
  coverage.seats_seen,
  coverage.seats_sold,
  1e0 * coverage.seats_seen / nullif(coverage.seats_sold, 0) AS coverage
FROM groups
CROSS JOIN (VALUES 'version', 'edition', 'build') AS splits (split)
LEFT JOIN coverage
  ON coverage.product = groups.product
WHERE split = :by
  -- Versions are exempt from the rule on small groups.
  AND (groups.is_shown OR (split = 'version' AND groups.is_open))
ORDER BY
  groups.product,
  groups.sort_key,
  CASE groups.value WHEN 'other' THEN 1 WHEN 'unknown' THEN 2 ELSE 0 END,
  groups.installations DESC,
  groups.value
