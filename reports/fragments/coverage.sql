licensed AS (
  SELECT
    product,
    license_id,
    installation_id,
    user_id,
    max(user_id) OVER (PARTITION BY product, license_id, installation_id) AS known_user
  FROM events
  WHERE {in-range}
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
  WHERE sold.valid_from < CAST(:to AS date)
    AND date_add('day', 1, sold.valid_to) >= CAST(:to AS date)
    -- What is unlimited is not counted.
    AND sold.seats_purchased IS NOT NULL
  GROUP BY sold.product
)
