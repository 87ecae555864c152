-- What there is of a product: rows of installations, in the table or landed and not being erased, and what was sold.
-- Decisions, which name nobody, do not count.
-- Parameters: the product, the first hour of arrival to look at, and the product twice more.
SELECT count(*) AS found
FROM (
  SELECT product FROM events WHERE product = ? AND installation_id IS NOT NULL
  UNION ALL
  SELECT arrived.product
  FROM landing AS arrived
  LEFT JOIN (SELECT DISTINCT product, installation_id FROM erasures WHERE user_id IS NULL) AS gone
    ON gone.product = arrived.product
    AND gone.installation_id = arrived.installation_id
  WHERE arrived.hour >= ?
    AND arrived.product = ?
    AND arrived.installation_id IS NOT NULL
    AND arrived.event_name <> 'erasure_requested'
    AND gone.installation_id IS NULL
  UNION ALL
  SELECT product FROM entitlements WHERE product = ?
) AS left_of_it
