-- Where 'other' may end: after the first value from `least_other` on with which it has as many units of each cell as the
-- threshold, or none, and as many lack it, or none.
lined AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY product, attribute, level, adds_in ORDER BY is_small DESC, size, value) AS from_first,
    count(*) OVER (PARTITION BY product, attribute, level, adds_in) AS adding
  FROM added
),
-- In the order of values, 'other' has too few units of a cell from the cell's first on, until it has as many as the
-- threshold; and too few are left from where fewer than the threshold are, until none is. `turn` is by how many cells more,
-- or fewer, that is so. Of a cell that has fewer units than the threshold, one of the two is so at any place.
turned AS (
  SELECT
    *,
    CASE
      WHEN adds_in IS NULL THEN 0
      ELSE CASE WHEN from_first = 1 THEN 1 ELSE 0 END
        - CASE WHEN from_first = least_size THEN 1 ELSE 0 END
        + CASE WHEN adding - from_first = least_size - 1 THEN 1 ELSE 0 END
        - CASE WHEN adding = from_first THEN 1 ELSE 0 END
    END AS turn,
    CASE WHEN adds_in IS NOT NULL AND adding < least_size THEN 1 ELSE 0 END AS is_few
  FROM lined
),
-- Rows of one place are peers, so that each has the sum with all of them.
summed AS (
  SELECT
    *,
    dense_rank() OVER (PARTITION BY product, attribute, level ORDER BY is_small DESC, size, value) AS place,
    sum(turn) OVER (PARTITION BY product, attribute, level ORDER BY is_small DESC, size, value) AS bad_cells,
    max(is_few) OVER (PARTITION BY product, attribute, level) AS is_any_few
  FROM turned
),
bounded AS (
  SELECT
    *,
    max(place) OVER (PARTITION BY product, attribute, level) AS last_place,
    -- No more than a hundred values of an attribute stand by themselves.
    greatest(
      max(CASE WHEN is_small = 1 THEN place ELSE 0 END) OVER (PARTITION BY product, attribute, level),
      max(place) OVER (PARTITION BY product, attribute, level) - 100
    ) AS least_other
  FROM summed
),
parted AS (
  SELECT
    *,
    min(CASE WHEN place >= least_other AND bad_cells = 0 AND is_any_few = 0 THEN place END)
      OVER (PARTITION BY product, attribute, level) AS last_other
  FROM bounded
)
