-- title: Exposure
-- question: Who runs affected versions, and how far has the fix come?
-- parameters: product, from, to, include_test, organization, edition, country, low_1, high_1
-- chart: bars; x: installations_affected; y: name; each: by; rest
-- An installation is affected if its latest version in the range is; `product_versions` are those, and `last_seen` is
-- when such a one was last seen. Of those that ran an affected version at the end of a day in the range, `fixed_share` is the
-- share whose latest is not; who ran none is not listed. A row without a name is what names no organization, or no country that is
-- known. Groups are not merged: whoever must be told must be named. Versions are compared by their precedence,
-- `split_part(version_key, '|', 1)`, with up to eight ranges, from `low` up to and without `high`.
WITH {installations},
-- What an installation ran at the end of each day, and in the end.
versions AS (
  SELECT product, installation_id, 0 AS is_latest, split_part(max_by(version_key, of_product), '|', 1) AS precedence
  FROM days
  GROUP BY product, installation_id, day
  UNION ALL
  SELECT product, installation_id, 1 AS is_latest, split_part(version_key, '|', 1) AS precedence
  FROM installations
),
ran AS (
  SELECT product, installation_id, max(is_latest) AS affected
  FROM versions
  WHERE {is-affected}
  GROUP BY product, installation_id
),
counted AS (
  SELECT
    installations.*,
    coalesce(ran.affected, 0) AS affected,
    CASE WHEN ran.product IS NOT NULL THEN 1 ELSE 0 END AS was_affected
  FROM installations
  LEFT JOIN ran
    ON ran.product = installations.product AND ran.installation_id = installations.installation_id
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
  WHERE :organization IN ('', organization_id)
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
