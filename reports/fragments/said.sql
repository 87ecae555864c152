SELECT
  product,
  installation_id,
  product_version,
  product_edition,
  product_build,
  organization_id,
  country,
  max(version_key) AS version_key,
  max(sequence) AS sequence,
  max(occurred_at) AS last_at
FROM events
