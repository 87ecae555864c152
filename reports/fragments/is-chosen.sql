(
  (:organization = '' AND :edition = '' AND :country = '')
  OR (product, installation_id) IN (SELECT product, installation_id FROM asked WHERE cell = 7 AND is_open)
)
