-- What was told, and what `asked` says of the installation that told it.
asked_told AS (
  SELECT
    told.*,
    of_organization,
    of_edition,
    of_country,
    by_organization,
    by_edition,
    by_country,
    is_met,
    is_open,
    is_shown
  FROM told
  JOIN asked
    ON asked.product = told.product AND asked.installation_id = told.installation_id
),
{grouped}
