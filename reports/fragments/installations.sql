said AS (
  {said}
  WHERE {in-range}
  GROUP BY 1, 2, 3, 4, 5, 6, 7
),
{latest}
