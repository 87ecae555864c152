{license-reported},
-- Of each license that was sold: its users, and each installation of which none is known, or its installations.
seen AS (
  SELECT
    product,
    license_id,
    CASE
      WHEN license_type = 'named_user'
      THEN count(DISTINCT user_id) + count(DISTINCT installation_id)
        - count(DISTINCT CASE WHEN user_id IS NOT NULL THEN installation_id END)
      ELSE count(DISTINCT installation_id)
    END AS seats_seen
  FROM (
    SELECT DISTINCT sold.product, sold.license_id, sold.license_type, installation_id, user_id
    FROM reported
    JOIN entitlements AS sold
      ON sold.product = reported.product AND sold.license_id = reported.license_id
    WHERE is_success
      AND occurred_at >= CAST(:from AS timestamp)
      AND occurred_at < CAST(:to AS timestamp)
  ) AS users
  GROUP BY product, license_id, license_type
),
{last-day},
coverage AS (
  SELECT
    sold.product,
    -- Over-use of one license must not hide that another is not seen.
    sum(least(coalesce(seats_seen, 0), seats_purchased)) AS seats_seen,
    sum(seats_purchased) AS seats_sold
  FROM entitlements AS sold
  JOIN last_day
    ON last_day BETWEEN valid_from AND valid_to
  LEFT JOIN seen
    ON seen.product = sold.product AND seen.license_id = sold.license_id
  WHERE :product IN ('', sold.product)
    AND :organization IN ('', sold.organization_id)
    -- What is unlimited is not counted.
    AND seats_purchased IS NOT NULL
  GROUP BY sold.product
)
