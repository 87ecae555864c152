-- title: Languages and roles
-- question: In which languages is the product used, and by users in which roles?
-- parameters: product, from, to, include_test, threshold
-- chart: bars; x: share; y: value; each: attribute; rest
-- Languages count installations, each at its latest; roles count users, each at the latest one known. Users are
-- counted per installation unless the product supplies its own GUID; an installation of which no user is known counts
-- as one: `identified_share` is how many of the installations a user is known of, since `persons` is granted. Values with fewer installations or users than the threshold are 'other', and with them the next larger one
-- where they together are fewer.
WITH told AS (
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
  FROM (SELECT *, max(user_id) OVER (PARTITION BY product, installation_id) AS known_user FROM told)
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
units AS (
  SELECT
    product,
    attribute,
    installation_id,
    counted_user,
    coalesce(
      CASE attribute
        WHEN 'language' THEN language
        ELSE max(CASE WHEN role_place = 1 THEN user_role END) OVER (PARTITION BY product, counted_user)
      END,
      'unknown'
    ) AS value,
    -- One for each that counts: an installation, or a user.
    CASE WHEN attribute = 'language' OR role_place = 1 THEN 1 ELSE 0 END AS unit,
    -- Each installation once, whatever is counted.
    CASE WHEN attribute = 'language' THEN 1 ELSE 0 END AS installation,
    CASE WHEN attribute = 'language' AND is_identified THEN 1 ELSE 0 END AS identified
  FROM placed
  CROSS JOIN (VALUES 'language', 'user_role') AS attributes (attribute)
  WHERE (attribute = 'language' AND language_place = 1)
    OR (attribute = 'user_role' AND user_place = 1 AND counted_user IS NOT NULL)
),
sized AS (
  SELECT *, sum(unit) OVER (PARTITION BY product, attribute, value) AS size
  FROM units
),
ranked AS (
  SELECT
    *,
    -- What all smaller groups hold together.
    sum(unit) OVER (PARTITION BY product, attribute ORDER BY size, value) - size AS smaller
  FROM sized
),
{threshold},
merged AS (
  SELECT
    product,
    attribute,
    CASE
      WHEN {is-small} THEN 'other'
      ELSE value
    END AS value,
    installation_id,
    counted_user,
    unit,
    installation,
    identified
  FROM ranked
  CROSS JOIN threshold
)
SELECT
  product,
  attribute,
  value,
  count(DISTINCT installation_id) AS installations,
  CASE WHEN attribute = 'user_role' THEN count(DISTINCT counted_user) END AS users,
  CASE
    WHEN attribute = 'user_role'
    THEN 1e0 * sum(sum(identified)) OVER (PARTITION BY product) / sum(sum(installation)) OVER (PARTITION BY product)
  END AS identified_share,
  1e0 * sum(unit) / sum(sum(unit)) OVER (PARTITION BY product, attribute) AS share
FROM merged
GROUP BY product, attribute, value
ORDER BY product, attribute, CASE value WHEN 'other' THEN 1 WHEN 'unknown' THEN 2 ELSE 0 END, 7 DESC, value
