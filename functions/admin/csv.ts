import { CsvError, parse } from 'csv-parse/sync';
import { encodingOf } from '../../shared/encoding.ts';

/** A record of the file: where it begins, from 1, and its values without the spaces around them. */
export type Line = { line: number; values: string[] };

/**
 * The records of a CSV file (RFC 4180) as spreadsheets write them, the header first, without those that are empty; or
 * what is wrong with it, without a value of it. It is in UTF-8, or in UTF-16 with its mark.
 */
export function readCsv(bytes: Buffer): Line[] | { wrong: string } {
  const text = textOf(bytes);
  if (text === undefined) {
    return {
      wrong: 'the file must be in UTF-8, or in UTF-16 with its byte order mark; Excel calls it "CSV UTF-8"',
    };
  }
  const lines: Line[] = [];
  let end = 0;
  try {
    const delimiter = delimiterOf(text);
    parse(text.replace(separatorLine, ''), {
      delimiter,
      record_delimiter: '\n',
      // Trimming would take tabs that part values, too.
      trim: delimiter !== '\t',
      relax_column_count: true,
      skip_records_with_empty_values: true,
      on_record: (fields: string[], info) => {
        end = info.lines;
        const values = fields.map((field) => field.trim());
        lines.push({ line: end - fields.join('').split('\n').length + 1, values });
        return null;
      },
    });
    return lines;
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    const open = fault.code === 'CSV_QUOTE_NOT_CLOSED';
    const where = `line ${open ? end + 1 : fault.lines}, column ${Number(fault.index) + 1}`;
    return { wrong: `${where}: ${open ? 'a quote is not closed' : 'a quote stands where none may'}` };
  }
}

/** With one kind of line end, so that lines are counted right inside quotes too. */
function textOf(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text.replace(/\r\n?/g, '\n');
  } catch {
    return undefined;
  }
}

/** By which Excel is told what parts the values, filled up as other rows are. The line stays, empty, and counts. */
const separatorLine = /^"?sep=([^\n"])"?\1*(?=\n|$)/i;

/** What parts the values: what the file says, else that of the usual ones that the header has most of. */
function delimiterOf(text: string): string {
  const said = separatorLine.exec(text)?.[1];
  if (said) return said;
  const header = (/^.*\S.*$/m.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((most, each) => (count(each) > count(most) ? each : most));
}
