-- title: Devices
-- question: Which devices are used with the product, and how many of them?
-- parameters: product, from, to, include_test
-- chart: bars; x: installations; y: device
-- Devices in use beside the host, as each installation last reported each type in the range. `share` is of the
-- product's installations active in the range.
WITH latest AS (
  SELECT
    product,
    coalesce(element_at(properties, 'device'), 'unknown') AS device,
    try_cast(element_at(properties, 'count') AS double) AS devices,
    row_number() OVER (
      PARTITION BY product, installation_id, coalesce(element_at(properties, 'device'), 'unknown')
      ORDER BY occurred_at DESC, event_id DESC
    ) AS place
  FROM events
  WHERE {in-range}
    AND event_name = 'device_reported'
),
{active}
SELECT
  latest.product,
  latest.device,
  count(*) AS installations,
  1e0 * count(*) / active.installations AS share,
  sum(coalesce(latest.devices, 1e0)) AS devices
FROM latest
JOIN active
  ON active.product = latest.product
WHERE latest.place = 1
GROUP BY latest.product, latest.device, active.installations
ORDER BY latest.product, count(*) DESC, latest.device
