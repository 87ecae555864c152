-- title: License usage
-- question: Which licenses are in use, and by how many seats, against what was sold?
-- parameters: product, from, to, include_test
-- chart: bullets; x: seats_active, seats_purchased; y: organization_id
-- A row a license, sold or seen. A seat is an installation with a successful license event in the range, or a user
-- where the license names users; an installation of which no user is known counts as one. Organization and type are
-- the entitlement's, whatever the installations say; a license that was not sold has the type last reported. Users are
-- counted per installation unless the product supplies its own GUID. `coverage` is of the product: of the seats sold
-- and valid on the last day of the range, those seen; over-use of one license hides no other. An unlimited license,
-- whose `seats_purchased` is null, counts in neither.
WITH seen AS (
  SELECT
    product,
    license_id,
    installation_id,
    user_id,
    event_name = 'license_activated' AS activated,
    element_at(properties, 'license_type') AS license_type,
    occurred_at,
    event_id
  FROM events
  WHERE {in-range}
    AND event_name IN ('license_activated', 'license_checked')
    AND element_at(properties, 'outcome') = 'success'
    AND license_id IS NOT NULL
),
seats AS (
  SELECT
    product,
    license_id,
    installation_id,
    CASE WHEN activated THEN installation_id END AS activated_id,
    coalesce(
      user_id,
      CASE
        WHEN max(user_id) OVER (PARTITION BY product, license_id, installation_id) IS NULL
        THEN concat('installation ', installation_id)
      END
    ) AS seat_user,
    CASE
      WHEN NOT activated THEN NULL
      WHEN user_id IS NOT NULL THEN user_id
      WHEN max(CASE WHEN activated THEN user_id END)
        OVER (PARTITION BY product, license_id, installation_id) IS NULL
      THEN concat('installation ', installation_id)
    END AS activated_seat_user,
    row_number() OVER (
      PARTITION BY product, license_id
      ORDER BY
        CASE WHEN license_type IS NULL THEN 1 ELSE 0 END,
        occurred_at DESC,
        event_id DESC,
        installation_id DESC
    ) AS place,
    license_type
  FROM seen
),
used AS (
  SELECT
    product,
    license_id,
    count(DISTINCT installation_id) AS installations,
    count(DISTINCT activated_id) AS activated_installations,
    count(DISTINCT seat_user) AS users,
    count(DISTINCT activated_seat_user) AS activated_users,
    max(CASE WHEN place = 1 THEN license_type END) AS license_type
  FROM seats
  GROUP BY product, license_id
),
sold AS (
  SELECT *
  FROM entitlements
  WHERE :product IN ('', product)
),
-- As of the last day of the range, which ends with the day before `to`.
expired AS (
  SELECT product, license_id
  FROM entitlements
  WHERE date_add('day', 1, valid_to) < CAST(:to AS date)
),
begun AS (
  SELECT product, license_id
  FROM entitlements
  WHERE valid_from < CAST(:to AS date)
),
licenses AS (
  SELECT
    coalesce(sold.product, used.product) AS product,
    coalesce(sold.organization_id, 'unknown') AS organization_id,
    coalesce(sold.license_type, used.license_type, 'unknown') AS license_type,
    coalesce(sold.license_id, used.license_id) AS license_id,
    CASE WHEN sold.license_id IS NULL THEN 0 ELSE sold.seats_purchased END AS seats_purchased,
    coalesce(
      CASE
        WHEN coalesce(sold.license_type, used.license_type) = 'named_user' THEN used.activated_users
        ELSE used.activated_installations
      END,
      0
    ) AS seats_activated,
    coalesce(
      CASE
        WHEN coalesce(sold.license_type, used.license_type) = 'named_user' THEN used.users
        ELSE used.installations
      END,
      0
    ) AS seats_active,
    sold.license_id IS NOT NULL AS is_sold,
    coalesce(used.installations, 0) AS installations,
    expired.license_id IS NOT NULL AS is_expired,
    sold.license_id IS NOT NULL AND sold.seats_purchased IS NULL AS is_unlimited,
    begun.license_id IS NOT NULL AND expired.license_id IS NULL AND sold.seats_purchased IS NOT NULL AS is_counted,
    sold.valid_to
  FROM sold
  FULL OUTER JOIN used
    ON used.product = sold.product AND used.license_id = sold.license_id
  LEFT JOIN expired
    ON expired.product = sold.product AND expired.license_id = sold.license_id
  LEFT JOIN begun
    ON begun.product = sold.product AND begun.license_id = sold.license_id
  WHERE :organization IN ('', sold.organization_id)
),
covered AS (
  SELECT
    *,
    sum(CASE WHEN is_counted THEN least(seats_active, seats_purchased) END) OVER (PARTITION BY product) AS seats_seen,
    sum(CASE WHEN is_counted THEN seats_purchased END) OVER (PARTITION BY product) AS seats_sold
  FROM licenses
)
SELECT
  product,
  organization_id,
  license_type,
  license_id,
  seats_purchased,
  seats_activated,
  seats_active,
  1e0 * seats_active / nullif(seats_purchased, 0) AS utilization,
  CASE WHEN NOT is_unlimited THEN greatest(seats_active - seats_purchased, 0) END AS over_use,
  CASE
    WHEN NOT is_sold THEN 'not_sold'
    WHEN is_expired THEN 'expired'
    WHEN is_unlimited THEN 'unlimited'
    WHEN seats_active = 0 THEN 'not_seen'
    WHEN seats_active > seats_purchased THEN 'over_used'
    ELSE 'in_use'
  END AS status,
  valid_to,
  installations,
  seats_seen,
  seats_sold,
  1e0 * seats_seen / nullif(seats_sold, 0) AS coverage
FROM covered
ORDER BY product, organization_id, license_type, license_id
