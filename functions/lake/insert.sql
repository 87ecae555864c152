-- Takes each event that has arrived and is not in `events` yet, once, however often it came.
-- Parameters: first and last hour of arrival. The event days stand in the text.
INSERT INTO events ({columns})
WITH arrived AS (
  SELECT
    *,
    -- The copies of an event differ in nothing but when they came, and in the clock's correction.
    row_number() OVER (
      PARTITION BY product, coalesce(installation_id, ''), event_id
      ORDER BY received_at, occurred_at
    ) AS copy
  FROM landing
  WHERE hour BETWEEN ? AND ?
    AND event_day IN ({days})
    -- A line that can't be read is a row of nulls.
    AND event_id IS NOT NULL
    AND event_name <> 'erasure_requested'{slice}
),
stored AS (
  SELECT product, coalesce(installation_id, '') AS installation_id, event_id
  FROM events
  WHERE event_day IN ({dates}){slice}
)
SELECT {values}
FROM arrived
LEFT JOIN stored
  ON stored.event_id = arrived.event_id
  AND stored.product = arrived.product
  AND stored.installation_id = coalesce(arrived.installation_id, '')
LEFT JOIN (SELECT DISTINCT product, installation_id FROM erasures WHERE user_id IS NULL) AS gone
  ON gone.product = arrived.product
  AND gone.installation_id = arrived.installation_id
LEFT JOIN (
  SELECT DISTINCT product, installation_id, user_id
  FROM erasures
  WHERE user_id IS NOT NULL
) AS gone_user
  ON gone_user.product = arrived.product
  AND gone_user.installation_id = arrived.installation_id
  AND gone_user.user_id = arrived.user_id
WHERE arrived.copy = 1
  AND stored.event_id IS NULL
  -- What is being erased never comes back.
  AND gone.installation_id IS NULL
  AND gone_user.user_id IS NULL
