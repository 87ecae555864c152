occurred_at < CAST(:to AS timestamp)
AND {counted}
