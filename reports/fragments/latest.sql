-- Each installation once, as it last described itself.
installations AS (
  SELECT
    product,
    installation_id,
    max_by(product_version, of_product) AS product_version,
    max_by(version_key, of_product) AS version_key,
    max_by(product_edition, of_product) AS product_edition,
    max_by(product_build, of_product) AS product_build,
    max_by(organization_id, of_product) AS organization_id,
    max_by(country, of_environment) AS country,
    max(last_seen) AS last_seen
  FROM days
  GROUP BY product, installation_id
)
