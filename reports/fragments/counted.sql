test IN (false, :include_test)
AND coalesce(ci, false) IN (false, :include_test)
AND installation_id IS NOT NULL
