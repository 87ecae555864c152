:product IN ('', product)
  AND day < CAST(:to AS date)
  AND test IN (false, :include_test)
  AND coalesce(ci, false) IN (false, :include_test)
