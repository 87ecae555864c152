-- title: Devices
-- question: Which devices are used with the product, and how many of them?
-- parameters: product, from, to, include_test, threshold, organization, edition, country
-- chart: bars; x: installations; y: device; rest
-- Devices in use beside the host, as each installation last reported each type in the range. `share` is of the
-- product's installations active in the range. Devices of fewer installations than the threshold are 'other', and with
-- them the next larger ones where they together are fewer, or fewer lack them.
WITH {installations},
{asked},
{active},
latest AS (
  SELECT
    product,
    coalesce(element_at(properties, 'device'), 'unknown') AS device,
    installation_id,
    -- As double: a sum of what clients send must not overflow.
    coalesce(try_cast(element_at(properties, 'count') AS double), 1e0) AS devices,
    row_number() OVER (
      PARTITION BY product, installation_id, coalesce(element_at(properties, 'device'), 'unknown')
      ORDER BY occurred_at DESC, event_id DESC
    ) AS place
  FROM events
  WHERE {in-range}
    AND event_name = 'device_reported'
),
told AS (
  SELECT
    product,
    'device' AS attribute,
    '' AS sort_key,
    device AS value,
    installation_id AS unit,
    installation_id,
    devices AS amount
  FROM latest
  WHERE place = 1
),
{groups}
SELECT
  groups.product,
  groups.value AS device,
  groups.installations,
  1e0 * groups.installations / active.installations AS share,
  groups.amount AS devices
FROM groups
JOIN active
  ON active.product = groups.product
WHERE groups.is_shown
ORDER BY groups.product, CASE groups.value WHEN 'other' THEN 1 ELSE 0 END, groups.installations DESC, groups.value
