said AS (
  {said}
  WHERE {so-far}
  GROUP BY 1, 2, 3, 4, 5, 6, 7
),
{latest}
