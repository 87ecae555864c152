import { Stop } from '../operator/program.ts';
import { isDay, rangeOf } from '../reports/dates.ts';
import { readOnly } from '../reports/read-only.ts';
import { type Report, reports } from '../reports/reports.ts';
import { parametersOf, type Question } from '../reports/run.ts';

/** What the page's address asks: a statement with the literals for its `?`. */
export type Asked = { name: string; sql: string; parameters: string[] };

const all = reports();

/** A report by its name. */
function reportOf(name: string): Report {
  const report = all.find((each) => each.name === name);
  if (!report) throw new Stop(`There is no report "${name}": choose one from the menu.`);
  return report;
}

const dateIn = (name: string, text: string): string => {
  if (isDay(text)) return text;
  throw new Stop(
    `"${name}" in the address is not a date: it reads 2026-11-22, today, or 30d for so many days.`,
  );
};

/** The filters in an address, as `npm run report` has them. A wrong one is a sentence. */
function questionOf(filters: URLSearchParams): Question {
  const to = filters.get('to');
  const range = rangeOf(dateIn('from', filters.get('from') || '90d'), to ? dateIn('to', to) : undefined);
  if (range.from >= range.to)
    throw new Stop('"from" in the address must be before "to", which is not part of the range.');
  return {
    product: filters.get('product') || undefined,
    ...range,
    includeTest: filters.get('test') === '1',
  };
}

/** A report under the filters of an address. */
export function asked(name: string, filters: URLSearchParams): Asked {
  const report = reportOf(name);
  return { name, sql: report.sql, parameters: parametersOf(report, questionOf(filters)) };
}

/** A statement of one's own. */
export const ownQuery = (sql: string): Asked => ({ name: 'query', sql: readOnly(sql), parameters: [] });
