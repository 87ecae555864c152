import { readFileSync } from 'node:fs';
import { type Column, columns } from '../../shared/columns.ts';

const values: Record<string, (name: string) => string> = {
  timestamp: (name) => `CAST(from_iso8601_timestamp(${name}) AT TIME ZONE 'UTC' AS timestamp)`,
  date: (name) => `CAST(${name} AS date)`,
};
const selected = ({ name, events }: Column) => (values[events] ?? String)(`arrived.${name}`);

/** The statement of insert.sql, with the columns of the catalog: names of ours, never anything that was sent. */
export const insertEvents = readFileSync(new URL('./insert.sql', import.meta.url), 'utf8')
  .replace('{columns}', columns.map(({ name }) => name).join(', '))
  .replace('{values}', columns.map(selected).join(',\n  '));
