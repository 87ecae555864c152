{threshold},
-- Which filters an installation meets; all meet one that was not given.
met AS (
  SELECT
    product,
    installation_id,
    product_version,
    version_key,
    product_edition,
    product_build,
    country,
    max(CASE WHEN filter = 'organization' THEN 1 ELSE 0 END) AS of_organization,
    max(CASE WHEN filter = 'edition' THEN 1 ELSE 0 END) AS of_edition,
    max(CASE WHEN filter = 'country' THEN 1 ELSE 0 END) AS of_country,
    max(CASE WHEN filter = 'any organization' THEN 1 ELSE 0 END) AS any_organization,
    max(CASE WHEN filter = 'any of the rest' THEN 1 ELSE 0 END) AS any_of_rest
  FROM installations
  CROSS JOIN (
    VALUES 'none', 'organization', 'edition', 'country', 'any organization', 'any of the rest'
  ) AS filters (filter)
  WHERE filter = 'none'
    OR (filter = 'organization' AND :organization IN ('', organization_id))
    OR (filter = 'edition' AND :edition IN ('', product_edition))
    OR (filter = 'country' AND :country IN ('', country))
    OR (filter = 'any organization' AND :organization = '')
    OR (filter = 'any of the rest' AND :edition = '' AND :country = '')
  GROUP BY 1, 2, 3, 4, 5, 6, 7
),
-- Installations that meet the same filters are a cell: reports under some filters and under fewer tell its size.
celled AS (
  SELECT
    *,
    count(*) OVER (PARTITION BY product, of_organization, of_edition, of_country) AS cell_size,
    1 - min(of_organization) OVER (PARTITION BY product) AS by_organization,
    1 - min(of_edition) OVER (PARTITION BY product) AS by_edition,
    1 - min(of_country) OVER (PARTITION BY product) AS by_country
  FROM met
),
-- `is_open` says whether a report on what is exempt from the rule on small groups may show a product, `is_shown` whether
-- one on what clients chose, or on people, may.
asked AS (
  SELECT
    *,
    of_organization + of_edition + of_country = 3 AS is_met,
    any_of_rest = 1 OR min(cell_size) OVER (PARTITION BY product) >= least_size AS is_open,
    any_organization + any_of_rest = 2
      OR (any_organization + by_organization > 0 AND min(cell_size) OVER (PARTITION BY product) >= least_size)
      AS is_shown
  FROM celled
  CROSS JOIN threshold
)
