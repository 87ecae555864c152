-- title: Languages and roles
-- question: In which languages is the product used, and by users in which roles?
-- parameters: product, from, to, include_test, threshold, organization, edition, country
-- chart: bars; x: share; y: value; each: attribute; rest
-- Languages count installations, each at its latest; roles count users, each at the latest one known. Users are
-- counted per installation unless the product supplies its own GUID; an installation of which no user is known counts
-- as one: `identified_share` is of how many of the installations a user is known, since `persons` is granted. Values
-- with fewer installations or users than the threshold are 'other', and with them the next larger one where they
-- together are fewer.
WITH {installations},
{asked},
heard AS (
  SELECT product, installation_id, user_id, language, user_role, max(occurred_at) AS last_at
  FROM events
  WHERE {in-range}
  GROUP BY product, installation_id, user_id, language, user_role
),
identified AS (
  SELECT
    product,
    installation_id,
    language,
    user_role,
    last_at,
    known_user IS NOT NULL AS is_identified,
    coalesce(user_id, CASE WHEN known_user IS NULL THEN 'installation ' || installation_id END) AS counted_user
  FROM (SELECT *, max(user_id) OVER (PARTITION BY product, installation_id) AS known_user FROM heard)
),
placed AS (
  SELECT
    product,
    installation_id,
    language,
    user_role,
    is_identified,
    counted_user,
    row_number() OVER (
      PARTITION BY product, installation_id
      ORDER BY CASE WHEN language IS NULL THEN 1 ELSE 0 END, last_at DESC, language
    ) AS language_place,
    row_number() OVER (
      PARTITION BY product, counted_user
      ORDER BY
        CASE WHEN user_role IS NULL THEN 1 ELSE 0 END,
        last_at DESC,
        user_role,
        installation_id,
        coalesce(language, '')
    ) AS role_place,
    row_number() OVER (
      PARTITION BY product, counted_user, installation_id
      ORDER BY
        CASE WHEN user_role IS NULL THEN 1 ELSE 0 END,
        last_at DESC,
        user_role,
        coalesce(language, '')
    ) AS user_place
  FROM identified
),
told AS (
  SELECT
    product,
    attribute,
    '' AS sort_key,
    installation_id,
    CASE attribute WHEN 'language' THEN installation_id ELSE counted_user END AS unit,
    coalesce(
      CASE attribute
        WHEN 'language' THEN language
        ELSE max(CASE WHEN role_place = 1 THEN user_role END) OVER (PARTITION BY product, counted_user)
      END,
      'unknown'
    ) AS value,
    -- Of how many installations a user is known, each once.
    CASE WHEN attribute = 'language' AND is_identified THEN 1 ELSE 0 END AS amount
  FROM placed
  CROSS JOIN (VALUES 'language', 'user_role') AS attributes (attribute)
  WHERE (attribute = 'language' AND language_place = 1)
    OR (attribute = 'user_role' AND user_place = 1 AND counted_user IS NOT NULL)
),
{groups}
SELECT
  product,
  attribute,
  value,
  installations,
  CASE WHEN attribute = 'user_role' THEN units END AS users,
  CASE
    WHEN attribute = 'user_role'
    THEN 1e0 * sum(CASE WHEN attribute = 'language' THEN amount END) OVER (PARTITION BY product)
      / sum(CASE WHEN attribute = 'language' THEN installations END) OVER (PARTITION BY product)
  END AS identified_share,
  1e0 * units / sum(units) OVER (PARTITION BY product, attribute) AS share
FROM groups
WHERE is_shown
ORDER BY product, attribute, CASE value WHEN 'other' THEN 1 WHEN 'unknown' THEN 2 ELSE 0 END, 7 DESC, value
