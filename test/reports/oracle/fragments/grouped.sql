-- The oracle of grouped.sql: the same rule in steps that aggregate, and join back.
-- The rule on small groups. `asked_told` has a row for each value that a unit (an installation, a user) told, with what
-- `asked` says of its installation. Where filters are given, each of them, and each some of them together, part the
-- units into cells that two reports tell: `level` is one such set of filters. On each level a value goes into 'other'
-- when, in any cell, it has fewer units than the threshold, or fewer lack it; then the next larger ones follow until
-- 'other' is no such group itself.
levels AS (
  SELECT
    product,
    attribute,
    value,
    unit,
    4 * at_organization + 2 * at_edition + at_country AS level,
    max(4 * at_organization * of_organization + 2 * at_edition * of_edition + at_country * of_country) AS cell
  FROM asked_told
  CROSS JOIN (
    VALUES (0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1)
  ) AS filters (at_organization, at_edition, at_country)
  WHERE at_organization <= by_organization
    AND at_edition <= by_edition
    AND at_country <= by_country
  GROUP BY 1, 2, 3, 4, 5
),
numbered AS (
  SELECT *, row_number() OVER (PARTITION BY product, attribute, level, unit ORDER BY value) AS nth
  FROM levels
),
sized AS (
  SELECT
    *,
    count(*) OVER (PARTITION BY product, attribute, level, value) AS size,
    count(*) OVER (PARTITION BY product, attribute, level, value, cell) AS size_in_cell,
    sum(CASE WHEN nth = 1 THEN 1 ELSE 0 END) OVER (PARTITION BY product, attribute, level, cell) AS all_of_cell
  FROM numbered
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
    ) OVER (PARTITION BY product, attribute, level, value) AS is_small
  FROM sized
  CROSS JOIN threshold
),
ordered AS (
  SELECT *, dense_rank() OVER (PARTITION BY product, attribute, level ORDER BY is_small DESC, size, value) AS place
  FROM judged
),
-- A unit that told several values adds to 'other' with the first of them.
added AS (
  SELECT *, row_number() OVER (PARTITION BY product, attribute, level, unit ORDER BY place) AS nth_added
  FROM ordered
),
-- Each value with each cell, so that one in which no unit has it is there too.
grid AS (
  SELECT
    product,
    attribute,
    level,
    value,
    place,
    is_small,
    least_size,
    each_cell,
    sum(CASE WHEN cell = each_cell AND nth_added = 1 THEN 1 ELSE 0 END) AS units
  FROM added
  CROSS JOIN (VALUES 0, 1, 2, 3, 4, 5, 6, 7) AS cells (each_cell)
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
),
summed AS (
  SELECT
    *,
    sum(units) OVER (PARTITION BY product, attribute, level, each_cell ORDER BY place) AS in_other,
    sum(units) OVER (PARTITION BY product, attribute, level, each_cell) AS in_all,
    max(place) OVER (PARTITION BY product, attribute, level) AS last_place,
    max(CASE WHEN is_small = 1 THEN place ELSE 0 END) OVER (PARTITION BY product, attribute, level) AS last_small
  FROM grid
),
checked AS (
  SELECT
    product,
    attribute,
    level,
    value,
    place,
    last_place,
    -- No more than a hundred values of an attribute stand by themselves.
    greatest(last_small, last_place - 100) AS least_other,
    max(
      CASE WHEN in_other BETWEEN 1 AND least_size - 1 OR in_all - in_other BETWEEN 1 AND least_size - 1 THEN 1 ELSE 0 END
    ) AS is_bad
  FROM summed
  GROUP BY 1, 2, 3, 4, 5, 6, 7
),
parted AS (
  SELECT
    *,
    min(CASE WHEN place >= least_other AND is_bad = 0 THEN place END) OVER (PARTITION BY product, attribute, level)
      AS last_other
  FROM checked
),
-- What is in 'other' on one level is so on all that part further, or the difference would tell. Where even all together
-- are too few, that may be shown only where no filter is.
merged AS (
  SELECT
    product,
    attribute,
    value,
    max(CASE WHEN least_other > 0 AND place <= coalesce(last_other, last_place) THEN 1 ELSE 0 END) AS is_other,
    max(CASE WHEN level > 0 AND least_other > 0 AND last_other IS NULL THEN 1 ELSE 0 END) AS is_withheld
  FROM parted
  GROUP BY product, attribute, value
),
groups AS (
  SELECT
    told.product,
    told.attribute,
    told.sort_key,
    CASE WHEN merged.is_other = 1 THEN 'other' ELSE told.value END AS value,
    count(DISTINCT told.unit) AS units,
    count(DISTINCT told.installation_id) AS installations,
    sum(told.amount) AS amount,
    told.is_open,
    told.is_shown AS is_told,
    told.is_shown AND max(merged.is_withheld) = 0 AS is_shown
  FROM asked_told AS told
  JOIN merged
    ON merged.product = told.product AND merged.attribute = told.attribute AND merged.value = told.value
  WHERE told.is_met
  GROUP BY 1, 2, 3, 4, told.is_open, told.is_shown
)
