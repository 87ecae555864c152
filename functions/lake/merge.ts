import { type DailyTable, tables } from '../../shared/tables.ts';

/** `rows`: a SELECT of all columns; `keys`: what tells which held rows they replace; `where`: which are replaced at all. */
type Made = { keys: readonly string[]; rows: string; where?: string };

/**
 * Replaces what a table holds of the days `{dates}` by other rows, by one commit: a reader sees all of the old ones or
 * all of the new. Athena takes no parameters here.
 */
export function merge(table: DailyTable, { keys, rows, where = '' }: Made): string {
  const columns = Object.entries(tables[table]);
  const names = columns.map(([name]) => name);
  const types: Record<string, string> = { string: 'varchar', 'map<string,string>': 'map(varchar, varchar)' };
  const gone = columns.map(([name, type]) =>
    keys.includes(name) ? name : `CAST(NULL AS ${types[type] ?? type}) AS ${name}`,
  );
  return `MERGE INTO ${table} AS held
USING (
  SELECT false AS gone, ${names.join(', ')}
  FROM (
${rows}
  ) AS made
  UNION ALL
  SELECT DISTINCT true AS gone, ${gone.join(', ')}
  FROM ${table}
  WHERE event_day IN ({dates})${where}
) AS made
ON made.gone
  AND held.event_day IN ({dates})
  AND ${keys.map((key) => `held.${key} = made.${key}`).join('\n  AND ')}
WHEN MATCHED THEN DELETE
WHEN NOT MATCHED AND NOT made.gone THEN INSERT (${names.map((name) => `"${name}"`).join(', ')})
VALUES (${names.map((name) => `made.${name}`).join(', ')})`;
}

/** How many rows two SELECTs of the same columns do not share. */
export const differing = (held: string, said: string): string => `WITH held AS (
${held}
),
said AS (
${said}
)
SELECT count(*) AS found FROM (
  (SELECT * FROM held EXCEPT SELECT * FROM said)
  UNION ALL
  (SELECT * FROM said EXCEPT SELECT * FROM held)
) AS differences`;
