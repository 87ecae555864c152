import { type CsvColumn, csvColumns } from '../../shared/entitlements.ts';
import { normalizedKey } from '../../shared/license.ts';
import { type Entitlement, type Readers, readers, wordOf } from './columns.ts';
import { type Line, readCsv } from './csv.ts';
import { Namesakes } from './namesakes.ts';

/** `notes`: what was made of the file that its author may not expect, in sentences. */
export type Sold = { rows: Entitlement[]; notes: string[] };
/** What is wrong, a line of text each: by line and column, and without a value, since that may be a license key. */
export type Wrong = { wrong: string[] };

/** Reads the file of what was sold, with dates written as `format` says. */
export function readEntitlements(bytes: Buffer, format = 'YYYY-MM-DD'): Sold | Wrong {
  const by = readers(format);
  if (!by) return { wrong: ['--date-format must name day, month and year once each, as in DD.MM.YYYY'] };
  const lines = readCsv(bytes);
  if ('wrong' in lines) return { wrong: [lines.wrong] };
  const [header = { line: 1, values: [] }, ...rest] = lines;
  const names = header.values.map(wordOf);
  const amiss = csvColumns.filter((column) => names.filter((name) => name === column).length !== 1);
  if (amiss.length > 0) {
    const columns = `${csvColumns.join(',')}, in any order`;
    return {
      wrong: [`line ${header.line} must name the columns ${columns}; missing or twice: ${amiss.join(', ')}`],
    };
  }
  if (rest.length === 0) return { wrong: ['there is no line below the header'] };
  const { rows, wrong, namesakes } = read(rest, names, by);
  return wrong.length > 0
    ? { wrong }
    : { rows, notes: [...unused(header.values, names), ...namesakes.notes] };
}

function read(
  lines: Line[],
  names: string[],
  by: Readers,
): { rows: Entitlement[]; namesakes: Namesakes } & Wrong {
  const wrong: string[] = [];
  const seen = new Map<string, number>();
  const namesakes = new Namesakes();
  const least = Math.max(...csvColumns.map((column) => names.indexOf(column))) + 1;
  const rows = lines.flatMap(({ line, values }) => {
    const say = (column: CsvColumn, must: string) => wrong.push(`line ${line}, ${column}: must ${must}`);
    // Spreadsheets leave out, or add, what is empty at the end.
    if (values.length < least || values.slice(names.length).some(Boolean)) {
      wrong.push(`line ${line}: must have ${names.length} values, as the header has`);
      return [];
    }
    const before = wrong.length;
    const cells = csvColumns.map((column) => {
      const value = by[column](values[names.indexOf(column)] as string);
      if (typeof value === 'object' && value) say(column, value.must);
      return [column, value];
    });
    if (wrong.length > before) return [];
    const row = Object.fromEntries(cells) as Entitlement;
    if (row.valid_from > row.valid_to) say('valid_to', 'not be before valid_from');
    const key = normalizedKey(row.license_key);
    if (seen.has(key)) say('license_key', `not be the key of line ${seen.get(key)} again`);
    seen.set(key, line);
    namesakes.add(row.organization_id, values[names.indexOf('organization_id')] as string, line);
    return [row];
  });
  return { rows, wrong, namesakes };
}

function unused(shown: string[], names: string[]): string[] {
  const others = shown.filter(
    (name, i) => name && !(csvColumns as readonly string[]).includes(names[i] as string),
  );
  return others.length > 0
    ? [`Not used: ${others.map((name) => name.replace(/\p{C}/gu, '')).join(', ')}.`]
    : [];
}
