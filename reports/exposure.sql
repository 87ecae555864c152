-- title: Exposure
-- question: Who runs affected versions, and how far has the fix come?
-- parameters: product, from, to, include_test, organization, edition, country, low_1, high_1
-- chart: bars; x: installations_affected; y: name; each: by; rest
-- An installation is affected if its latest version in the range is; `product_versions` are those, and `last_seen` is
-- when such a one was last seen. Of those that ran an affected version in the range, `fixed_share` is the share whose
-- latest is not; who ran none is not listed. A row without a name is what names no organization, or no country that is
-- known. Groups are not merged: whoever must be told must be named. Versions are compared by their precedence,
-- `split_part(version_key, '|', 1)`, with up to eight ranges, from `low` up to and without `high`.
WITH {installations},
versions AS (
  SELECT *, split_part(version_key, '|', 1) AS precedence
  FROM in_order
),
-- Every version that an installation ran, and whether it is affected.
ran AS (
  SELECT
    product,
    installation_id,
    product_version,
    version_key,
    product_edition,
    organization_id,
    country,
    last_seen,
    place,
    max(CASE WHEN kind = 'affected' THEN 1 ELSE 0 END) AS affected
  FROM versions
  CROSS JOIN (VALUES 'any', 'affected') AS kinds (kind)
  WHERE kind = 'any'
    OR (kind = 'affected' AND ({is-affected}))
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
),
counted AS (
  SELECT *, max(affected) OVER (PARTITION BY product, installation_id) AS was_affected
  FROM ran
),
grouped AS (
  SELECT
    product,
    side,
    CASE side WHEN 'organization' THEN organization_id ELSE country END AS name,
    CASE WHEN affected = 1 THEN product_version END AS product_version,
    max(version_key) AS version_key,
    count(*) AS installations,
    sum(affected) AS installations_affected,
    sum(was_affected) AS installations_once_affected,
    max(CASE WHEN affected = 1 THEN last_seen END) AS last_seen
  FROM counted
  CROSS JOIN (VALUES 'organization', 'country') AS sides (side)
  WHERE place = 1
    AND :organization IN ('', organization_id)
    AND :edition IN ('', product_edition)
    AND :country IN ('', country)
  GROUP BY 1, 2, 3, 4
)
SELECT
  product,
  side AS "by",
  name,
  sum(installations_affected) AS installations_affected,
  sum(installations) AS installations,
  listagg(product_version, ', ') WITHIN GROUP (ORDER BY version_key) AS product_versions,
  CAST(max(last_seen) AS date) AS last_seen,
  1e0 * (sum(installations_once_affected) - sum(installations_affected)) / sum(installations_once_affected)
    AS fixed_share
FROM grouped
GROUP BY product, side, name
HAVING sum(installations_once_affected) > 0
ORDER BY product, side DESC, 4 DESC, CASE WHEN name IS NULL THEN 1 ELSE 0 END, name
