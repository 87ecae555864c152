import Table from 'cli-table3';
import { stringify } from 'csv-stringify/sync';
import type { Result } from '../functions/platform/athena.ts';
import { formatValue } from './value.ts';

/** How a report can be printed as text. */
export const formats = { table, csv, json };
export type Format = keyof typeof formats;

/** Whether a column stands to the right. */
export const isNumeric = (type: string): boolean => /int|double/.test(type);

function table({ columns, rows }: Result): string {
  const drawn = new Table({
    head: columns.map(({ name }) => name),
    colAligns: columns.map(({ type }) => (isNumeric(type) ? 'right' : 'left')),
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
  for (const row of rows) drawn.push(columns.map(({ name }) => formatValue(name, row[name])));
  return rows.length ? drawn.toString() : `${drawn.toString()}\n(no rows)`;
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
