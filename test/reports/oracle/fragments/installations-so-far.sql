said AS (
  SELECT
    *,
    {places}
  FROM events
  WHERE {so-far}
),
{latest}
