-- Parameters stand in WHERE only; the range ends with the day before `to`.
last_day AS (
  SELECT CAST(DATE '2020-01-01' + n * INTERVAL '1' DAY AS date) AS last_day
  FROM UNNEST(sequence(0, 9999)) AS numbers (n)
  WHERE DATE '2020-01-01' + (n + 1) * INTERVAL '1' DAY = CAST(:to AS date)
)
