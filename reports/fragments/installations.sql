-- `installation_days` holds a day in parts until they are made one: what was said last is what has the greatest key.
days AS (
  SELECT
    *,
    CASE WHEN product_at IS NOT NULL THEN ROW(product_at, product_event_id) END AS of_product,
    CASE WHEN environment_at IS NOT NULL THEN ROW(environment_at, environment_event_id) END AS of_environment
  FROM installation_days
  WHERE {days-in-range}
),
{latest}
