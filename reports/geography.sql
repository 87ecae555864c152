-- title: Geography
-- question: In which countries is the product used?
-- parameters: product, from, to, include_test, threshold, organization, edition, country
-- chart: bars; x: share; y: country; rest
-- Each installation counts once, in the country from which it last described itself in the range. `share` is of the product's installations.
-- Countries with fewer installations than the threshold are 'other', and with them the next larger one where they
-- together are fewer.
WITH {installations},
{asked},
asked_told AS (
  SELECT
    asked.*,
    'country' AS attribute,
    '' AS sort_key,
    coalesce(country, 'unknown') AS value,
    installation_id AS unit,
    1 AS amount
  FROM asked
),
{grouped}
SELECT
  product,
  value AS country,
  installations,
  1e0 * installations / sum(installations) OVER (PARTITION BY product) AS share
FROM groups
WHERE is_shown
ORDER BY product, CASE value WHEN 'other' THEN 1 WHEN 'unknown' THEN 2 ELSE 0 END, installations DESC, value
