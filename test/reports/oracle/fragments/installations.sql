said AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY product, installation_id
      ORDER BY
        CASE WHEN coalesce(organization_id, version_key, product_version, product_edition, product_build, sdk_name, sdk_version) IS NULL THEN 1 ELSE 0 END,
        occurred_at DESC,
        event_id DESC
    ) AS place,
    row_number() OVER (
      PARTITION BY product, installation_id
      ORDER BY
        CASE WHEN coalesce(country, language, os_name, os_version, architecture, gpu_name, device_type) IS NULL AND coalesce(cpu_cores, memory_mb, screen_width, screen_height) IS NULL THEN 1 ELSE 0 END,
        occurred_at DESC,
        event_id DESC
    ) AS place_of_machine
  FROM events
  WHERE {in-range}
),
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
