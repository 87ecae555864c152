{so-far}
  AND occurred_at >= CAST(:from AS timestamp)
