{license-rows},
{license-seen},
coverage AS (
  SELECT
    product,
    -- Over-use of one license must not hide that another is not seen.
    sum(least(seats_seen, seats_purchased)) AS seats_seen,
    sum(seats_purchased) AS seats_sold
  FROM licenses
  WHERE validity = 'valid'
    -- What is unlimited is not counted.
    AND seats_purchased IS NOT NULL
  GROUP BY product
)
