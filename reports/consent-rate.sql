-- title: Consent rate
-- question: Of the decisions made, how many grant, and for which purposes?
-- parameters: product, from, to, include_test
-- chart: columns; x: week; y: granted, refused, withdrawn
-- Decisions by the week, from Monday, UTC, in which they reached the service. What is kept of a decision names no
-- installation, so this rests on decisions: one that is changed counts again. `consent_rate` is of all decisions, and
-- so are the rates of the purposes.
WITH decided AS (
  SELECT
    product,
    CAST(date_trunc('week', occurred_at) AS date) AS week,
    element_at(properties, 'decision') AS decision,
    ' ' || coalesce(element_at(properties, 'purposes'), '') || ' ' AS purposes
  FROM events
  WHERE :product IN ('', product)
    AND occurred_at >= CAST(:from AS timestamp)
    AND occurred_at < CAST(:to AS timestamp)
    AND test IN (false, :include_test)
    AND event_name = 'consent_decided'
)
SELECT
  product,
  week,
  count(*) AS decisions,
  count_if(decision = 'granted') AS granted,
  count_if(decision = 'refused') AS refused,
  count_if(decision = 'withdrawn') AS withdrawn,
  1e0 * count_if(decision = 'granted') / count(*) AS consent_rate,
  1e0 * count_if(purposes LIKE '% usage %') / count(*) AS usage_rate,
  1e0 * count_if(purposes LIKE '% persons %') / count(*) AS persons_rate,
  1e0 * count_if(purposes LIKE '% environment %') / count(*) AS environment_rate,
  1e0 * count_if(purposes LIKE '% licensing %') / count(*) AS licensing_rate,
  1e0 * count_if(purposes LIKE '% diagnostics %') / count(*) AS diagnostics_rate
FROM decided
GROUP BY product, week
ORDER BY product, week
