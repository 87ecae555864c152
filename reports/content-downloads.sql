-- title: Content downloads
-- question: Which content is downloaded from within the product, and how often?
-- parameters: product, from, to, include_test, threshold, organization, edition, country
-- chart: bars; x: downloads; y: content_id
-- `share` is of the product's installations active in the range. `downloads` and `bytes` add up what was sent; a
-- download without a count is one.
WITH {installations},
{asked},
downloaded AS (
  SELECT
    product,
    coalesce(element_at(properties, 'content_id'), 'unknown') AS content_id,
    count(DISTINCT installation_id) AS installations,
    -- As double: a sum of what clients send must not overflow.
    sum(coalesce(try_cast(element_at(properties, 'count') AS double), 1e0)) AS downloads,
    sum(try_cast(element_at(properties, 'bytes') AS double)) AS bytes
  FROM events
  WHERE {in-range}
    AND {is-chosen}
    AND event_name = 'content_downloaded'
  GROUP BY 1, 2
),
{active}
SELECT
  downloaded.product,
  downloaded.content_id,
  downloaded.installations,
  1e0 * downloaded.installations / active.installations AS share,
  downloaded.downloads,
  downloaded.bytes
FROM downloaded
JOIN active
  ON active.product = downloaded.product
ORDER BY downloaded.product, downloaded.downloads DESC, downloaded.content_id
