{license-reported},
-- What an installation did on a day with a license, by user, and each hour in which it was denied, which counts once: a
-- product may ask again every second. All but holds follows from these rows, which are few.
license_days AS (
  SELECT
    product,
    license_id,
    installation_id,
    user_id,
    day,
    denied_hour,
    license_type,
    min(used_at) AS since,
    max(used_at) AS until,
    max(occurred_at) AS told_at
  FROM (
    SELECT
      product,
      license_id,
      installation_id,
      CASE WHEN is_success THEN user_id END AS user_id,
      CAST(occurred_at AS date) AS day,
      CASE
        WHEN event_name = 'license_denied' AND coalesce(cause, 'none_free') = 'none_free'
        THEN date_trunc('hour', occurred_at)
      END AS denied_hour,
      license_type,
      CASE WHEN is_success THEN occurred_at END AS used_at,
      occurred_at
    FROM reported
  ) AS told
  GROUP BY 1, 2, 3, 4, 5, 6, 7
),
-- The type is the entitlement's; that of a license that was not sold is the last one reported.
typed_days AS (
  SELECT
    license_days.product,
    license_days.license_id,
    coalesce(
      sold.license_type,
      first_value(license_days.license_type) OVER (
        PARTITION BY license_days.product, license_days.license_id
        ORDER BY
          CASE WHEN license_days.license_type IS NULL THEN 1 ELSE 0 END,
          told_at DESC,
          license_days.license_type DESC
      ),
      'unknown'
    ) AS license_type,
    installation_id,
    user_id,
    day,
    CAST(date_trunc('week', day) AS date) AS week,
    denied_hour,
    since,
    until,
    day BETWEEN coalesce(sold.valid_from, DATE '0001-01-01') AND coalesce(sold.valid_to, DATE '9999-12-31') AS is_valid
  FROM license_days
  LEFT JOIN entitlements AS sold
    ON sold.product = license_days.product AND sold.license_id = license_days.license_id
),
known_days AS (
  SELECT
    *,
    max(user_id) OVER (PARTITION BY product, license_id, installation_id) AS known_user,
    max(CASE WHEN is_valid THEN user_id END) OVER (PARTITION BY product, license_id, installation_id, week) AS week_user
  FROM typed_days
  WHERE day >= CAST(:from AS date)
    AND day < CAST(:to AS date)
),
-- Who or what counts as one, once in a period: in what is proven of a day, possible in a week, and seen in the range.
units AS (
  SELECT product, license_id, license_type, measure, period, unit, denied_hour, min(since) AS since, max(until) AS until
  FROM (
    SELECT
      *,
      CASE WHEN measure IN ('proven', 'denied') THEN day WHEN measure = 'possible' THEN week END AS period,
      CASE
        WHEN measure = 'denied' THEN CASE WHEN denied_hour IS NOT NULL AND is_valid THEN installation_id END
        WHEN since IS NULL THEN NULL
        WHEN measure IN ('proven', 'possible') AND (license_type = 'floating' OR NOT is_valid) THEN NULL
        WHEN measure = 'installations' OR license_type <> 'named_user' THEN installation_id
        -- Of users only a GUID is the product's own, and has dashes: a digest is made per installation.
        WHEN measure = 'proven' THEN CASE WHEN user_id LIKE '%-%' THEN user_id END
        WHEN user_id IS NOT NULL THEN user_id
        -- An installation of which no user is known is one.
        WHEN CASE WHEN measure = 'possible' THEN week_user ELSE known_user END IS NULL
        THEN concat('installation ', installation_id)
      END AS unit
    FROM known_days
    CROSS JOIN (VALUES 'proven', 'possible', 'seen', 'installations', 'denied') AS measures (measure)
  ) AS measured
  WHERE unit IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5, 6, 7
),
-- When each is in use on a day; of the rest it is enough how many there are.
uses AS (
  SELECT
    product,
    license_id,
    license_type,
    measure,
    period,
    CASE WHEN measure = 'proven' THEN unit END AS holder,
    count(*) AS seats,
    min(since) AS since,
    max(until) AS until
  FROM units
  GROUP BY 1, 2, 3, 4, 5, 6
)
