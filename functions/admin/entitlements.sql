-- Replaces what is held of one product by what was staged, by one commit: all of it or nothing.
-- {product} and {import_id} are names of ours, as literals, since this kind of statement takes no parameters.
MERGE INTO entitlements AS held
USING (
  SELECT
    coalesce(staged.license_id, present.license_id) AS license_id,
    staged.license_id IS NULL AS gone,
    count(staged.license_id) OVER () AS staged_rows,
    staged.organization_id,
    staged.license_type,
    staged.seats_purchased,
    CAST(staged.valid_from AS date) AS valid_from,
    CAST(staged.valid_to AS date) AS valid_to
  FROM (
    SELECT *
    FROM entitlements_import
    WHERE import_id = {import_id}
  ) AS staged
  FULL OUTER JOIN (
    SELECT DISTINCT license_id
    FROM entitlements
    WHERE product = {product}
  ) AS present
    ON present.license_id = staged.license_id
) AS given
ON held.product = {product} AND held.license_id = given.license_id
-- What is staged lives for a day: should this run only then, it changes nothing.
WHEN MATCHED AND given.gone AND given.staged_rows > 0 THEN DELETE
WHEN MATCHED AND NOT given.gone THEN UPDATE SET
  organization_id = given.organization_id,
  license_type = given.license_type,
  seats_purchased = given.seats_purchased,
  valid_from = given.valid_from,
  valid_to = given.valid_to
WHEN NOT MATCHED AND NOT given.gone THEN INSERT
  (license_id, product, organization_id, license_type, seats_purchased, valid_from, valid_to)
VALUES (
  given.license_id,
  {product},
  given.organization_id,
  given.license_type,
  given.seats_purchased,
  given.valid_from,
  given.valid_to
)
