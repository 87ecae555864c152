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
    max(CASE WHEN filter = 'any organization' THEN 1 ELSE 0 END) AS of_any
  FROM installations
  CROSS JOIN (
    VALUES 'none', 'organization', 'any organization', 'edition', 'country'
  ) AS filters (filter)
  WHERE filter = 'none'
    OR (filter = 'organization' AND :organization IN ('', organization_id))
    OR (filter = 'any organization' AND :organization = '')
    OR (filter = 'edition' AND :edition IN ('', product_edition))
    OR (filter = 'country' AND :country IN ('', country))
  GROUP BY 1, 2, 3, 4, 5, 6, 7
),
-- Installations that meet the same filters are a cell: reports under some filters and under fewer tell its size.
celled AS (
  SELECT
    *,
    4 * of_organization + 2 * of_edition + of_country AS cell,
    count(*) OVER (PARTITION BY product, of_organization, of_edition, of_country) AS cell_size,
    min(of_organization) OVER (PARTITION BY product) AS all_of_organization,
    min(of_edition * of_country) OVER (PARTITION BY product) AS all_of_rest
  FROM met
),
-- `cell` is 7 for what was asked for. `is_open` says whether a report on exempt things may show it, `is_shown` whether
-- one on what clients chose, or on people, may.
asked AS (
  SELECT
    product,
    installation_id,
    product_version,
    version_key,
    product_edition,
    product_build,
    country,
    cell,
    all_of_organization * all_of_rest = 0 AS is_split,
    all_of_rest = 1 OR min(cell_size) OVER (PARTITION BY product) >= least_size AS is_open,
    (of_any = 1 AND all_of_rest = 1)
      OR ((of_any = 1 OR all_of_organization = 0) AND min(cell_size) OVER (PARTITION BY product) >= least_size)
      AS is_shown
  FROM celled
  CROSS JOIN threshold
)
