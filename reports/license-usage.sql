-- title: License usage
-- question: Which licenses are in use, and by how many seats at once, against what was sold?
-- parameters: product, from, to, include_test
-- chart: bullets; x: seats_peak, seats_purchased, denied; y: organization_id
-- A row a license, sold or seen. `seats_peak` is the most seats in use at the same moment that the rows prove,
-- `seats_possible` the most that they allow; `over_use` and `utilization` follow from `seats_peak` alone, and a license
-- is `to_review` where only `seats_possible` exceeds what was sold. Of a floating license, a seat is in use from a
-- checkout to its return; of named users, a user from the first to the last event of a day; of any other, an
-- installation likewise; all less ten minutes at each end, for clocks. `seats_seen` are all users or installations of
-- the range. `denied` counts an installation and hour once. Only days on which the license is valid count, but in
-- `seats_seen`. Organization and type are the entitlement's, whatever the installations say. Users are counted per
-- installation unless the product supplies its own GUID; without one, `seats_peak` of a license of named users is not
-- known. `coverage` is of the product, or of the organization asked for: of the seats sold and valid on the last day of
-- the range, those seen; over-use of one license hides no other.
WITH
{license-days},
{installation-last-seen},
{license-peaks},
totals AS (
  SELECT
    product,
    license_id,
    license_type,
    max(CASE WHEN measure = 'proven' THEN seats END) AS seats_peak,
    max(CASE WHEN measure = 'possible' THEN seats END) AS seats_possible,
    max(CASE WHEN measure = 'seen' THEN seats END) AS seats_seen,
    max(CASE WHEN measure = 'installations' THEN seats END) AS installations,
    sum(CASE WHEN measure = 'denied' THEN seats END) AS denied
  FROM peaks
  GROUP BY product, license_id, license_type
),
{last-day},
-- A row a license, sold or seen. One that was not sold and is not floating was seen as its type only.
counted AS (
  SELECT
    coalesce(sold.product, totals.product) AS product,
    coalesce(sold.license_id, totals.license_id) AS license_id,
    coalesce(sold.organization_id, 'unknown') AS organization_id,
    coalesce(sold.license_type, totals.license_type) AS license_type,
    CASE WHEN sold.license_id IS NULL THEN 0 ELSE sold.seats_purchased END AS seats_purchased,
    coalesce(totals.seats_seen, 0) AS seats_seen,
    CASE
      WHEN coalesce(sold.license_type, totals.license_type) IN ('floating', 'named_user') THEN totals.seats_peak
      ELSE coalesce(totals.seats_peak, 0)
    END AS seats_peak,
    CASE
      WHEN coalesce(sold.license_type, totals.license_type) = 'floating' THEN totals.seats_possible
      ELSE coalesce(totals.seats_possible, 0)
    END AS seats_possible,
    coalesce(totals.denied, 0) AS denied,
    coalesce(totals.installations, 0) AS installations,
    sold.valid_from,
    sold.valid_to,
    CASE
      WHEN sold.license_id IS NULL THEN 'not_sold'
      WHEN sold.valid_to < last_day THEN 'expired'
      WHEN sold.valid_from > last_day THEN 'not_begun'
      ELSE 'valid'
    END AS validity
  FROM (SELECT * FROM entitlements WHERE :product IN ('', product)) AS sold
  FULL OUTER JOIN totals
    ON totals.product = sold.product AND totals.license_id = sold.license_id
  LEFT JOIN last_day
    ON true
  WHERE :organization IN ('', sold.organization_id)
    AND (sold.license_id IS NOT NULL OR totals.seats_seen > 0)
)
SELECT
  product,
  organization_id,
  license_type,
  license_id,
  seats_purchased,
  seats_seen,
  seats_peak,
  seats_possible,
  denied,
  1e0 * seats_peak / nullif(seats_purchased, 0) AS utilization,
  CASE
    WHEN seats_peak > seats_purchased THEN seats_peak - seats_purchased
    WHEN seats_peak <= seats_purchased THEN 0
  END AS over_use,
  CASE
    WHEN validity <> 'valid' THEN validity
    WHEN seats_purchased IS NULL THEN 'unlimited'
    WHEN coalesce(seats_possible, seats_seen) = 0 THEN 'not_seen'
    WHEN seats_peak > seats_purchased THEN 'over_used'
    WHEN seats_possible > seats_purchased THEN 'to_review'
    WHEN seats_possible IS NULL THEN 'not_measured'
    ELSE 'in_use'
  END AS status,
  valid_from,
  valid_to,
  installations,
  1e0 * sum(CASE WHEN validity = 'valid' AND seats_purchased IS NOT NULL THEN least(seats_seen, seats_purchased) END)
    OVER (PARTITION BY product)
    / nullif(
      sum(CASE WHEN validity = 'valid' THEN seats_purchased END) OVER (PARTITION BY product),
      0
    ) AS coverage
FROM counted
ORDER BY product, organization_id, license_type, license_id
