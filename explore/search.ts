import type { Result } from '../functions/platform/athena.ts';
import { formatValue } from '../reports/value.ts';

/** The rows with a text in one of their columns, in any case, as stored or as shown: the table and its CSV agree on it. */
export function search({ columns, rows }: Result, text: string): Result['rows'] {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return rows;
  const has = (value: unknown) => String(value).toLowerCase().includes(wanted);
  return rows.filter((row) =>
    columns.some(({ name }) => {
      const value = row[name] ?? '';
      return has(value) || has(formatValue(name, value));
    }),
  );
}
