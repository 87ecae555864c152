said AS (
  SELECT
    *,
    {places}
  FROM events
  WHERE {in-range}
),
{latest}
