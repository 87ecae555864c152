-- title: Environment
-- question: On which systems and machines does the product run?
-- parameters: product, from, to, include_test, threshold, organization, edition, country
-- chart: bars; x: share; y: value; each: attribute; rest
-- Each installation counts once an attribute, as it last described itself in the range. `share` is of the product's
-- installations. Values with fewer installations than the threshold are 'other', and with them the next larger one
-- where they together are fewer.
WITH {installations},
{asked},
latest AS (
  SELECT
    product,
    installation_id,
    os_name,
    os_version,
    architecture,
    cpu_cores,
    memory_mb,
    gpu_name,
    screen_width,
    screen_height,
    device_type,
    row_number() OVER (
      PARTITION BY product, installation_id
      ORDER BY
        CASE WHEN coalesce(country, language, os_name, os_version, architecture, gpu_name, device_type) IS NULL AND coalesce(cpu_cores, memory_mb, screen_width, screen_height) IS NULL THEN 1 ELSE 0 END,
        occurred_at DESC,
        event_id DESC
    ) AS place
  FROM events
  WHERE {in-range}
),
told AS (
  SELECT
    product,
    attribute,
    '' AS sort_key,
    coalesce(
      CASE attribute
        WHEN 'os_name' THEN os_name
        WHEN 'os_version' THEN coalesce(os_name, 'unknown') || ' ' || os_version
        WHEN 'architecture' THEN architecture
        WHEN 'cpu_cores' THEN CAST(cpu_cores AS varchar)
        WHEN 'memory' THEN CASE WHEN memory_mb < 512 THEN '< 1 GB' ELSE CAST(CAST(round(memory_mb / 1024e0) AS bigint) AS varchar) || ' GB' END
        WHEN 'gpu_name' THEN gpu_name
        WHEN 'screen' THEN CAST(screen_width AS varchar) || ' x ' || CAST(screen_height AS varchar)
        WHEN 'device_type' THEN device_type
      END,
      'unknown'
    ) AS value,
    installation_id AS unit,
    installation_id,
    1 AS amount
  FROM latest
  CROSS JOIN (
    VALUES
      'os_name', 'os_version', 'architecture', 'cpu_cores', 'memory', 'gpu_name', 'screen', 'device_type'
  ) AS attributes (attribute)
  WHERE place = 1
),
{groups}
SELECT
  product,
  attribute,
  value,
  installations,
  1e0 * installations / sum(installations) OVER (PARTITION BY product, attribute) AS share
FROM groups
WHERE is_shown
ORDER BY product, attribute, CASE value WHEN 'other' THEN 1 WHEN 'unknown' THEN 2 ELSE 0 END, installations DESC, value
