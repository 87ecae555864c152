:product IN ('', product)
  AND occurred_at >= CAST(:from AS timestamp)
  AND {until-to}
