{license-days},
seen AS (
  SELECT product, license_id, count(*) AS seats_seen
  FROM uses
  WHERE measure = 'seen'
  GROUP BY product, license_id
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
