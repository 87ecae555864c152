-- The rule on small groups. `told` has a row for each unit (an installation, a user) and value it told, with an amount
-- that adds up, and what its attribute sorts by. A value goes into 'other' when, in any cell, it has fewer units than the threshold, or fewer lack it;
-- then the next larger ones follow until 'other' is no such group itself.
counted AS (
  SELECT
    *,
    max(cell) OVER (PARTITION BY product, attribute, unit) AS unit_cell,
    row_number() OVER (PARTITION BY product, attribute, unit ORDER BY value, installation_id) AS nth,
    row_number() OVER (PARTITION BY product, attribute, value, unit ORDER BY installation_id) AS nth_with_it,
    row_number() OVER (PARTITION BY product, attribute, value, installation_id ORDER BY unit) AS nth_installation_with_it
  FROM told
),
sized AS (
  SELECT
    *,
    sum(CASE WHEN nth = 1 THEN 1 ELSE 0 END) OVER (PARTITION BY product, attribute, unit_cell) AS all_of_cell,
    sum(CASE WHEN nth_with_it = 1 THEN 1 ELSE 0 END) OVER (PARTITION BY product, attribute, value) AS size,
    sum(CASE WHEN nth_with_it = 1 THEN 1 ELSE 0 END)
      OVER (PARTITION BY product, attribute, value, unit_cell) AS size_in_cell
  FROM counted
),
judged AS (
  SELECT
    *,
    max(
      CASE
        WHEN size_in_cell < least_size
          OR all_of_cell - size_in_cell BETWEEN 1 AND least_size - 1
          OR value = 'other'
        THEN 1
        ELSE 0
      END
    ) OVER (PARTITION BY product, attribute, value) AS is_small
  FROM sized
  CROSS JOIN threshold
),
ordered AS (
  SELECT *, dense_rank() OVER (PARTITION BY product, attribute ORDER BY is_small DESC, size, value) AS place
  FROM judged
),
-- A unit that told several values adds to 'other' with the first of them.
added AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY product, attribute, unit ORDER BY place, installation_id) AS nth_added,
    row_number() OVER (PARTITION BY product, attribute, installation_id ORDER BY place, unit) AS nth_installation_added
  FROM ordered
),
-- Each value with each cell, so that one in which no unit has it is there too.
grid AS (
  SELECT
    product,
    attribute,
    value,
    place,
    is_small,
    is_split,
    least_size,
    sort_key,
    each_cell,
    sum(CASE WHEN unit_cell = each_cell AND nth_with_it = 1 THEN 1 ELSE 0 END) AS units,
    sum(CASE WHEN unit_cell = each_cell AND nth_added = 1 THEN 1 ELSE 0 END) AS units_added,
    sum(CASE WHEN cell = each_cell AND nth_installation_with_it = 1 THEN 1 ELSE 0 END) AS installations,
    sum(CASE WHEN cell = each_cell AND nth_installation_added = 1 THEN 1 ELSE 0 END) AS installations_added,
    sum(CASE WHEN cell = each_cell THEN amount ELSE 0 END) AS amount
  FROM added
  CROSS JOIN (VALUES 0, 1, 2, 3, 4, 5, 6, 7) AS cells (each_cell)
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
),
summed AS (
  SELECT
    *,
    sum(units_added) OVER (PARTITION BY product, attribute, each_cell ORDER BY place) AS units_so_far,
    sum(units_added) OVER (PARTITION BY product, attribute, each_cell) AS all_units,
    sum(installations_added) OVER (PARTITION BY product, attribute, each_cell ORDER BY place) AS installations_so_far,
    sum(amount) OVER (PARTITION BY product, attribute, each_cell ORDER BY place) AS amount_so_far,
    -- No more than a hundred values of an attribute stand by themselves.
    greatest(
      max(CASE WHEN is_small = 1 THEN place ELSE 0 END) OVER (PARTITION BY product, attribute),
      max(place) OVER (PARTITION BY product, attribute) - 100
    ) AS least_other
  FROM grid
),
checked AS (
  SELECT
    *,
    max(
      CASE
        WHEN units_so_far BETWEEN 1 AND least_size - 1 OR all_units - units_so_far BETWEEN 1 AND least_size - 1 THEN 1
        ELSE 0
      END
    ) OVER (PARTITION BY product, attribute, place) AS is_bad
  FROM summed
),
parted AS (
  SELECT
    *,
    CASE
      WHEN least_other > 0
      THEN coalesce(
        min(CASE WHEN place >= least_other AND is_bad = 0 THEN place END) OVER (PARTITION BY product, attribute),
        max(place) OVER (PARTITION BY product, attribute)
      )
      ELSE 0
    END AS last_other
  FROM checked
),
-- What was asked for, by value. A group that is too small even with all others may be shown only where no filter is.
groups AS (
  SELECT
    product,
    attribute,
    sort_key,
    CASE WHEN place = last_other THEN 'other' ELSE value END AS value,
    CASE WHEN place = last_other THEN units_so_far ELSE units END AS units,
    CASE WHEN place = last_other THEN installations_so_far ELSE installations END AS installations,
    CASE WHEN place = last_other THEN amount_so_far ELSE amount END AS amount,
    is_split AND is_bad = 1 AND place = last_other AS is_withheld
  FROM parted
  WHERE each_cell = 7
    AND place >= last_other
    AND (units > 0 OR (place = last_other AND units_so_far > 0))
)
