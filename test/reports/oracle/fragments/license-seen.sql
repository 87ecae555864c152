uses AS (
  SELECT
    product,
    license_id,
    license_type,
    installation_id,
    user_id,
    occurred_at,
    day,
    day BETWEEN valid_from AND valid_to AS is_valid,
    max(user_id) OVER (PARTITION BY product, license_id, installation_id) AS known_user
  FROM licensed
  WHERE is_success
    AND day >= CAST(:from AS date)
    AND day < CAST(:to AS date)
),
seen_licenses AS (
  SELECT
    product,
    license_id,
    license_type,
    count(DISTINCT installation_id) AS installations,
    CASE
      WHEN license_type = 'named_user' THEN count(DISTINCT coalesce(
        user_id,
        CASE WHEN known_user IS NULL THEN concat('installation ', installation_id) END
      ))
      ELSE count(DISTINCT installation_id)
    END AS seats_seen
  FROM uses
  GROUP BY product, license_id, license_type
),
-- Parameters stand in WHERE only; the range ends with the day before `to`.
last_day AS (
  SELECT CAST(DATE '2020-01-01' + n * INTERVAL '1' DAY AS date) AS last_day
  FROM UNNEST(sequence(0, 9999)) AS numbers (n)
  WHERE DATE '2020-01-01' + (n + 1) * INTERVAL '1' DAY = CAST(:to AS date)
),
-- A row a license, sold or seen.
licenses AS (
  SELECT
    coalesce(sold.product, seen_licenses.product) AS product,
    coalesce(sold.license_id, seen_licenses.license_id) AS license_id,
    coalesce(sold.organization_id, 'unknown') AS organization_id,
    coalesce(sold.license_type, seen_licenses.license_type) AS license_type,
    CASE WHEN sold.license_id IS NULL THEN 0 ELSE sold.seats_purchased END AS seats_purchased,
    coalesce(seen_licenses.seats_seen, 0) AS seats_seen,
    coalesce(seen_licenses.installations, 0) AS installations,
    sold.valid_from,
    sold.valid_to,
    CASE
      WHEN sold.license_id IS NULL THEN 'not_sold'
      WHEN sold.valid_to < last_day THEN 'expired'
      WHEN sold.valid_from > last_day THEN 'not_begun'
      ELSE 'valid'
    END AS validity
  FROM (SELECT * FROM entitlements WHERE :product IN ('', product)) AS sold
  FULL OUTER JOIN seen_licenses
    ON seen_licenses.product = sold.product AND seen_licenses.license_id = sold.license_id
  LEFT JOIN last_day
    ON true
  WHERE :organization IN ('', sold.organization_id)
)
