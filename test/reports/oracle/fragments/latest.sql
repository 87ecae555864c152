installations AS (
  SELECT
    product,
    installation_id,
    max(CASE WHEN place = 1 THEN product_version END) AS product_version,
    max(CASE WHEN place = 1 THEN version_key END) AS version_key,
    max(CASE WHEN place = 1 THEN product_edition END) AS product_edition,
    max(CASE WHEN place = 1 THEN product_build END) AS product_build,
    max(CASE WHEN place = 1 THEN organization_id END) AS organization_id,
    max(CASE WHEN place_of_machine = 1 THEN country END) AS country,
    max(occurred_at) AS last_seen
  FROM said
  GROUP BY product, installation_id
)
