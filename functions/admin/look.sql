-- The installations that a user or an organization was seen at, among what is stored and what has just landed.
-- Parameters: the first hour of arrival to look at, and the request that names whom to look for.
SELECT DISTINCT
  found.product,
  found.installation_id
FROM (
  SELECT product, installation_id, user_id, organization_id FROM events
  UNION ALL
  SELECT product, installation_id, user_id, organization_id FROM landing WHERE hour >= ?
) AS found
JOIN requests
  ON requests.user_id = found.user_id
  OR requests.organization_id = found.organization_id
WHERE requests.request_id = ?
  AND found.installation_id IS NOT NULL
  AND (requests.product IS NULL OR requests.product = found.product)
ORDER BY found.product, found.installation_id
