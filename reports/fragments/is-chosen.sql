(
  (:organization = '' AND :edition = '' AND :country = '')
  OR (product, installation_id) IN (SELECT product, installation_id FROM asked WHERE is_met AND is_open)
)
