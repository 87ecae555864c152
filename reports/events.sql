-- title: Events
-- question: Which events are sent, by how many installations, and with which values?
-- parameters: product, from, to, include_test, threshold, organization, edition, country
-- chart: bars; x: events; y: event_name; without: property; rest
-- A row for each event, and one for each value of each of its properties. Values of free text are not shown: such a
-- property has one row. An installation counts with each value that it sent. Values of fewer installations than the
-- threshold are 'other', and with them the next larger ones where they together are fewer, or fewer lack them.
WITH {installations},
{asked},
sent AS (
  SELECT
    events.product,
    events.event_name,
    named.property,
    shown.property IS NOT NULL AS is_valued,
    CASE WHEN shown.property IS NOT NULL THEN element_at(events.properties, named.property) ELSE '' END AS value,
    events.installation_id,
    count(*) AS events
  FROM events
  -- A row without a property is the event itself.
  CROSS JOIN UNNEST(coalesce(concat(ARRAY[''], map_keys(events.properties)), ARRAY[''])) AS named (property)
  LEFT JOIN {shown-values} AS shown (event_name, property)
    ON shown.event_name = events.event_name AND shown.property = named.property
  WHERE {in-range}
  GROUP BY 1, 2, 3, 4, 5, 6
),
told AS (
  SELECT
    product,
    event_name || ' ' || property AS attribute,
    CASE WHEN is_valued THEN 'values' ELSE '' END AS sort_key,
    value,
    installation_id AS unit,
    installation_id,
    events AS amount
  FROM sent
),
{groups}
SELECT
  product,
  split_part(attribute, ' ', 1) AS event_name,
  nullif(split_part(attribute, ' ', 2), '') AS property,
  CASE WHEN sort_key = 'values' THEN value END AS value,
  amount AS events,
  installations
FROM groups
-- Names of events and properties are the vendor's own words.
WHERE is_shown OR (is_told AND sort_key = '')
ORDER BY
  product,
  attribute,
  CASE WHEN sort_key = 'values' AND value = 'other' THEN 1 ELSE 0 END,
  installations DESC,
  amount DESC,
  value
