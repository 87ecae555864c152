-- The rule on small groups. `asked_told` has a row for each value that a unit (an installation, a user) told, with what
-- `asked` says of its installation. Where filters are given, each of them, and each some of them together, part the
-- units into cells that two reports tell: `level` is one such set of filters. On each level a value goes into 'other'
-- when, in any cell, it has fewer units than the threshold, or fewer lack it; then the next larger ones follow until
-- 'other' is no such group itself.
-- Named once, `asked_told` is read once: its rows stay to be counted, and windows say what is so of each.
leveled AS (
  SELECT
    product,
    attribute,
    value,
    unit,
    installation_id,
    sort_key,
    amount,
    is_met,
    is_open,
    is_shown,
    threshold.least_size,
    4 * at_organization + 2 * at_edition + at_country AS level,
    4 * at_organization * of_organization + 2 * at_edition * of_edition + at_country * of_country AS told_in
  FROM asked_told
  CROSS JOIN (
    VALUES (0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1)
  ) AS filters (at_organization, at_edition, at_country)
  CROSS JOIN threshold
  WHERE at_organization <= by_organization
    AND at_edition <= by_edition
    AND at_country <= by_country
),
-- A user may tell a value on several installations: in one row of each unit and value `nth` is `nth_of_value`.
numbered AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY product, attribute, level, unit ORDER BY value) AS nth,
    rank() OVER (PARTITION BY product, attribute, level, unit ORDER BY value) AS nth_of_value,
    max(told_in) OVER (
      PARTITION BY product, attribute, level, unit ORDER BY value RANGE BETWEEN CURRENT ROW AND CURRENT ROW
    ) AS cell
  FROM leveled
),
sized AS (
  SELECT
    *,
    count(CASE WHEN nth = 1 THEN 1 END) OVER (PARTITION BY product, attribute, level, cell) AS all_of_cell,
    count(CASE WHEN nth = nth_of_value THEN 1 END) OVER (
      PARTITION BY product, attribute, level ORDER BY value, cell RANGE BETWEEN CURRENT ROW AND CURRENT ROW
    ) AS size_in_cell
  FROM numbered
),
judged AS (
  SELECT
    *,
    count(CASE WHEN nth = nth_of_value THEN 1 END) OVER (
      PARTITION BY product, attribute, level ORDER BY value RANGE BETWEEN CURRENT ROW AND CURRENT ROW
    ) AS size,
    max(
      CASE
        WHEN size_in_cell < least_size
          OR all_of_cell - size_in_cell BETWEEN 1 AND least_size - 1
          OR value = 'other'
        THEN 1
        ELSE 0
      END
    ) OVER (
      PARTITION BY product, attribute, level ORDER BY value RANGE BETWEEN CURRENT ROW AND CURRENT ROW
    ) AS is_small
  FROM sized
),
-- In this order values go into 'other'. A unit that told several adds to it with the first of them.
added AS (
  SELECT
    *,
    CASE
      WHEN row_number() OVER (PARTITION BY product, attribute, level, unit ORDER BY is_small DESC, size, value) = 1
      THEN cell
    END AS adds_in
  FROM judged
),
{last-other},
-- What is in 'other' on one level is so on all that part further, or the difference would tell. Where even all together
-- are too few, that may be shown only where no filter is.
merged AS (
  SELECT
    *,
    max(CASE WHEN least_other > 0 AND place <= coalesce(last_other, last_place) THEN 1 ELSE 0 END)
      OVER (PARTITION BY product, attribute, value) AS is_other,
    max(CASE WHEN level > 0 AND least_other > 0 AND last_other IS NULL THEN 1 ELSE 0 END)
      OVER (PARTITION BY product, attribute, value) AS is_withheld
  FROM parted
),
-- Each row of `asked_told` is on level 0.
groups AS (
  SELECT
    told.product,
    told.attribute,
    told.sort_key,
    CASE WHEN told.is_other = 1 THEN 'other' ELSE told.value END AS value,
    count(DISTINCT told.unit) AS units,
    count(DISTINCT told.installation_id) AS installations,
    sum(told.amount) AS amount,
    told.is_open,
    told.is_shown AS is_told,
    told.is_shown AND max(told.is_withheld) = 0 AS is_shown
  FROM merged AS told
  WHERE told.level = 0
    AND told.is_met
    AND told.value IS NOT NULL
  GROUP BY 1, 2, 3, 4, told.is_open, told.is_shown
)
