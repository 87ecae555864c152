threshold AS (
  SELECT least_size
  FROM UNNEST(sequence(1, 1000)) AS sizes (least_size)
  WHERE least_size = :threshold
)
