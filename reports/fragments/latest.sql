in_order AS (
  SELECT
    product,
    installation_id,
    product_version,
    version_key,
    product_edition,
    product_build,
    organization_id,
    first_value(country) OVER (
      PARTITION BY product, installation_id
      ORDER BY CASE WHEN country IS NULL THEN 1 ELSE 0 END, last_at DESC, country
    ) AS country,
    max(last_at) OVER (PARTITION BY product, installation_id) AS last_seen,
    row_number() OVER (
      PARTITION BY product, installation_id
      ORDER BY
        CASE WHEN product_version IS NULL THEN 1 ELSE 0 END,
        last_at DESC,
        -- At equal times the higher sequence is the later, then the higher version.
        coalesce(sequence, -1) DESC,
        version_key DESC,
        coalesce(product_edition, ''),
        coalesce(product_build, ''),
        coalesce(organization_id, '')
    ) AS place
  FROM said
),
-- Each installation once, as it last described itself.
installations AS (
  SELECT *
  FROM in_order
  WHERE place = 1
)
