-- title: Geography
-- question: In which countries is the product used?
-- parameters: product, from, to, include_test, threshold
-- chart: bars; x: share; y: country; rest
-- Each installation counts once, in its latest known country in the range. `share` is of the product's installations.
-- Countries with fewer installations than the threshold are 'other', and with them the next larger one where they
-- together are fewer.
WITH seen AS (
  SELECT product, installation_id, country, max(occurred_at) AS last_at
  FROM events
  WHERE {in-range}
  GROUP BY product, installation_id, country
),
latest AS (
  SELECT
    product,
    coalesce(country, 'unknown') AS country,
    row_number() OVER (
      PARTITION BY product, installation_id
      ORDER BY CASE WHEN country IS NULL THEN 1 ELSE 0 END, last_at DESC, country
    ) AS place
  FROM seen
),
counted AS (
  SELECT
    product,
    country,
    count(*) AS size,
    -- What all smaller groups hold together.
    sum(count(*)) OVER (PARTITION BY product ORDER BY count(*), country) - count(*) AS smaller
  FROM latest
  WHERE place = 1
  GROUP BY product, country
),
{threshold},
merged AS (
  SELECT
    product,
    CASE
      WHEN {is-small} THEN 'other'
      ELSE country
    END AS country,
    size
  FROM counted
  CROSS JOIN threshold
)
SELECT
  product,
  country,
  sum(size) AS installations,
  1e0 * sum(size) / sum(sum(size)) OVER (PARTITION BY product) AS share
FROM merged
GROUP BY product, country
ORDER BY product, CASE country WHEN 'other' THEN 1 WHEN 'unknown' THEN 2 ELSE 0 END, 3 DESC, country
