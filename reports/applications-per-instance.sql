-- title: Applications per instance
-- question: How many applications does an instance of the product run?
-- parameters: product, from, to, include_test, threshold, organization, edition, country
-- chart: bars; x: average; y: application
-- As each installation last reported each kind of application in the range. `median` is the lower one of two.
WITH {installations},
{asked},
latest AS (
  SELECT
    product,
    coalesce(element_at(properties, 'application'), 'unknown') AS application,
    installation_id,
    coalesce(try_cast(element_at(properties, 'count') AS double), 1e0) AS applications,
    row_number() OVER (
      PARTITION BY product, installation_id, coalesce(element_at(properties, 'application'), 'unknown')
      ORDER BY occurred_at DESC, event_id DESC
    ) AS place
  FROM events
  WHERE {in-range}
    AND {is-chosen}
    AND event_name = 'applications_reported'
),
ordered AS (
  SELECT
    product,
    application,
    applications,
    row_number() OVER (PARTITION BY product, application ORDER BY applications, installation_id) AS place,
    count(*) OVER (PARTITION BY product, application) AS installations
  FROM latest
  WHERE place = 1
)
SELECT
  product,
  application,
  max(installations) AS installations,
  sum(applications) AS applications,
  sum(applications) / max(installations) AS average,
  max(CASE WHEN place = (installations + 1) / 2 THEN applications END) AS median,
  max(applications) AS largest
FROM ordered
GROUP BY product, application
ORDER BY product, 3 DESC, application
