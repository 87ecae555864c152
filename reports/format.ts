import Table from 'cli-table3';
import { stringify } from 'csv-stringify/sync';
import type { Result } from '../functions/platform/athena.ts';
import { plainJson } from '../operator/output.ts';
import { plainText } from '../shared/forms/text.ts';
import { formatValue, isNumeric } from './value.ts';

/** How rows can be printed as text; `raw` leaves cells of CSV as they are. */
export const formats = { table, csv, json };
export type Format = keyof typeof formats;

function table({ columns, rows }: Result): string {
  const drawn = new Table({
    head: columns.map(({ name }) => plainText(name)),
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
  for (const row of rows) drawn.push(columns.map(({ name }) => plainText(formatValue(name, row[name]))));
  return rows.length ? drawn.toString() : `${drawn.toString()}\n(no rows)`;
}

function csv({ columns, rows }: Result, raw = false): string {
  return stringify(rows, {
    header: true,
    columns: columns.map(({ name }) => name),
    cast: { boolean: String, string: raw ? (text) => text : inert },
    // Where a semicolon separates cells, what follows one would begin a cell.
    quoted_match: raw ? undefined : /;/,
  }).trimEnd();
}

/**
 * A cell that no spreadsheet runs: an apostrophe before what it would take for a formula, as OWASP advises
 * (owasp.org/www-community/attacks/CSV_Injection), unless it is a number.
 */
function inert(text: string): string {
  const plain = plainText(text);
  const isFormula =
    /^\s*[=+\-@＝＋－＠]/.test(plain) && !/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(plain);
  return isFormula || /^[\t\r\n]/.test(text) ? `'${plain}` : plain;
}

function json({ rows }: Result): string {
  return plainJson(rows, 2);
}
