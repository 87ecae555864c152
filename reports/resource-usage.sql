-- title: Resource usage
-- question: How much processor, memory, disk and network does the product use?
-- parameters: product, from, to, include_test, threshold, organization, edition, country
-- chart: ranges; x: median, p95; y: product; each: resource
-- Each installation counts once a resource, with the median of its reports in the range, so that one that reports
-- often weighs no more. `median` and `p95` are over installations, by the nearest rank; `largest` is of all reports.
-- 100 percent of processor time is one core.
WITH {installations},
{asked},
reports AS (
  SELECT
    product,
    installation_id,
    resource,
    try_cast(element_at(properties, resource) AS double) AS amount,
    event_id
  FROM events
  CROSS JOIN (
    VALUES 'cpu_percent', 'memory_used_mb', 'disk_used_mb', 'network_mb'
  ) AS resources (resource)
  WHERE {in-range}
    AND {is-chosen}
    AND event_name = 'resource_usage_reported'
),
placed AS (
  SELECT
    product,
    installation_id,
    resource,
    amount,
    row_number() OVER (PARTITION BY product, installation_id, resource ORDER BY amount, event_id) AS place,
    count(*) OVER (PARTITION BY product, installation_id, resource) AS reports,
    max(amount) OVER (PARTITION BY product, resource) AS largest
  FROM reports
  WHERE amount IS NOT NULL
),
ordered AS (
  SELECT
    product,
    resource,
    amount,
    reports,
    largest,
    row_number() OVER (PARTITION BY product, resource ORDER BY amount, installation_id) AS place,
    count(*) OVER (PARTITION BY product, resource) AS installations
  FROM placed
  WHERE place = (reports + 1) / 2
)
SELECT
  product,
  resource,
  max(installations) AS installations,
  sum(reports) AS reports,
  max(CASE WHEN place = (installations + 1) / 2 THEN amount END) AS median,
  max(CASE WHEN place = (95 * installations + 99) / 100 THEN amount END) AS p95,
  max(largest) AS largest
FROM ordered
GROUP BY product, resource
ORDER BY product, resource
