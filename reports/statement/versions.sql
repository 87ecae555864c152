-- Of every organization: its installations by product and version, each once, as version-distribution counts them.
WITH {installations}
SELECT
  organization_id,
  product,
  coalesce(product_version, 'unknown') AS product_version,
  count(*) AS installations,
  CAST(date_trunc('week', max(last_seen)) AS date) AS last_seen_week
FROM installations
WHERE organization_id IS NOT NULL
GROUP BY organization_id, product, coalesce(product_version, 'unknown')
ORDER BY organization_id, product, max(version_key)
