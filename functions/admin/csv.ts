import { CsvError, parse } from 'csv-parse/sync';
import { batchFields } from '../../shared/catalog/catalog.ts';
import { standard } from '../../shared/catalog/standard.ts';
import { mustBe, timeOf } from '../../shared/catalog/validate.ts';
import { type CsvColumn, csvColumns } from '../../shared/entitlements.ts';
import { normalizedKey } from '../../shared/license.ts';

/** A row of the file, as it reads; its license key is told apart by its normal form. */
export type Entitlement = Record<CsvColumn, string>;
type Line = { line: number; fields: string[] };

const { license_key, license_type } = standard.license_activated.properties;
const date = (text: string) =>
  Number.isNaN(timeOf(`${text}T00:00:00Z`))
    ? 'a date such as 2026-12-31 (without an end: 9999-12-31)'
    : undefined;

/** What a value of each column must be, or undefined when `text` is one. */
const rules: Record<CsvColumn, (text: string) => string | undefined> = {
  license_key: (text) => mustBe(license_key, text),
  organization_id: (text) => mustBe(batchFields.organization_id, text),
  license_type: (text) => mustBe(license_type, text),
  seats_purchased: (text) => mustBe({ type: 'integer' }, /^\d+$/.test(text) ? Number(text) : text),
  valid_from: date,
  valid_to: date,
};

/**
 * The rows of a CSV file (RFC 4180, with a header), or everything that is wrong with it, a line of text each: by line
 * and column, and without a value of it, since that may be a license key.
 */
export function readEntitlements(bytes: Buffer): { rows: Entitlement[] } | { wrong: string[] } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { wrong: ['the file must be in UTF-8'] };
  }
  const { lines, wrong } = split(text);
  if (wrong) return { wrong: [wrong] };
  const [header, ...rest] = lines;
  const names = header?.fields ?? [];
  const right = csvColumns.every((name) => names.includes(name)) && names.length === csvColumns.length;
  if (!header || !right) {
    return {
      wrong: [`line ${header?.line ?? 1} must name the columns ${csvColumns.join(',')}, in any order`],
    };
  }
  if (rest.length === 0) return { wrong: ['there is no line below the header'] };
  return check(names as CsvColumn[], rest);
}

function split(text: string): { lines: Line[]; wrong?: string } {
  const lines: Line[] = [];
  let end = 0;
  try {
    // With one kind of line end, lines are counted right inside quotes too.
    parse(text.replace(/\r\n?/g, '\n'), {
      record_delimiter: '\n',
      trim: true,
      relax_column_count: true,
      skip_records_with_empty_values: true,
      on_record: (fields: string[], info) => {
        end = info.lines;
        lines.push({ line: end - fields.join('').split('\n').length + 1, fields });
        return null;
      },
    });
    return { lines };
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    const open = fault.code === 'CSV_QUOTE_NOT_CLOSED';
    const where = `line ${open ? end + 1 : fault.lines}, column ${Number(fault.index) + 1}`;
    return { lines, wrong: `${where}: ${open ? 'a quote is not closed' : 'a quote stands where none may'}` };
  }
}

function check(names: CsvColumn[], lines: Line[]): { rows: Entitlement[] } | { wrong: string[] } {
  const wrong: string[] = [];
  const seen = new Map<string, number>();
  const rows = lines.map(({ line, fields }) => {
    const say = (column: CsvColumn, what: string) => wrong.push(`line ${line}, ${column}: must ${what}`);
    const row = Object.fromEntries(names.map((name, i) => [name, fields[i] ?? ''])) as Entitlement;
    if (fields.length !== names.length) {
      wrong.push(`line ${line}: must have ${names.length} values, as the header has`);
      return row;
    }
    const before = wrong.length;
    for (const name of csvColumns) {
      const expected = rules[name](row[name]);
      if (expected) say(name, `be ${expected}`);
    }
    if (wrong.length > before) return row;
    if (row.valid_from > row.valid_to) say('valid_to', 'not be before valid_from');
    const key = normalizedKey(row.license_key);
    if (seen.has(key)) say('license_key', `not be the key of line ${seen.get(key)} again`);
    seen.set(key, line);
    return row;
  });
  return wrong.length > 0 ? { wrong } : { rows };
}
