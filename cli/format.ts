import Table from 'cli-table3';
import { stringify } from 'csv-stringify/sync';
import type { Result } from '../shared/query.ts';

/** How a report can be printed. */
export const formats = { table, csv, json };
export type Format = keyof typeof formats;

function table({ columns, rows }: Result): string {
  const numeric = columns.map(({ type }) => /int|double/.test(type));
  const drawn = new Table({
    head: columns.map(({ name }) => name),
    colAligns: numeric.map((right) => (right ? 'right' : 'left')),
    style: { head: [], border: [], compact: true },
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '  ',
    },
  });
  for (const row of rows) drawn.push(columns.map(({ name, type }) => forPeople(name, type, row[name])));
  return rows.length ? drawn.toString() : `${drawn.toString()}\n(no rows)`;
}

/** Fractions of 1 read better as percent. */
function forPeople(name: string, type: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (type === 'double' && /share|utilization|coverage|rate/.test(name))
    return `${(100 * Number(value)).toFixed(1)} %`;
  // A digest is told apart by its beginning; csv and json have all of it.
  if (name === 'license_id') return String(value).slice(0, 12);
  return type === 'bigint' ? Number(value).toLocaleString('en-US') : String(value);
}

function csv({ columns, rows }: Result): string {
  return stringify(rows, {
    header: true,
    columns: columns.map(({ name }) => name),
    cast: { boolean: String },
  }).trimEnd();
}

function json({ rows }: Result): string {
  return JSON.stringify(rows, null, 2);
}
