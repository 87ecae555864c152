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
{license-rows},
{license-seen},
{installation-last-seen},
{license-peaks},
most AS (
  SELECT product, license_id, max(seats_peak) AS seats_peak, max(seats_possible) AS seats_possible
  FROM peaks
  GROUP BY product, license_id
),
refused AS (
  SELECT product, license_id, sum(denied) AS denied
  FROM denials
  GROUP BY product, license_id
),
-- The most users or installations of a calendar week; an installation of which no user is known that week is one.
weeks AS (
  SELECT product, license_id, max(seats) AS seats
  FROM (
    SELECT
      product,
      license_id,
      week,
      count(DISTINCT CASE
        WHEN license_type = 'named_user' AND user_id IS NOT NULL THEN user_id
        WHEN license_type <> 'named_user' OR week_user IS NULL THEN concat('installation ', installation_id)
      END) AS seats
    FROM (
      SELECT
        *,
        date_trunc('week', day) AS week,
        max(user_id) OVER (PARTITION BY product, license_id, installation_id, date_trunc('week', day)) AS week_user
      FROM uses
      WHERE is_valid
        AND license_type <> 'floating'
    ) AS by_week
    GROUP BY product, license_id, week
  ) AS weekly
  GROUP BY product, license_id
),
counted AS (
  SELECT
    licenses.*,
    CASE
      WHEN license_type IN ('floating', 'named_user') THEN most.seats_peak
      ELSE coalesce(most.seats_peak, 0)
    END AS seats_peak,
    CASE WHEN license_type = 'floating' THEN most.seats_possible ELSE coalesce(weeks.seats, 0) END AS seats_possible,
    coalesce(refused.denied, 0) AS denied
  FROM licenses
  LEFT JOIN most
    ON most.product = licenses.product AND most.license_id = licenses.license_id
  LEFT JOIN weeks
    ON weeks.product = licenses.product AND weeks.license_id = licenses.license_id
  LEFT JOIN refused
    ON refused.product = licenses.product AND refused.license_id = licenses.license_id
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
