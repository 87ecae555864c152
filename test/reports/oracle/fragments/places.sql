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
