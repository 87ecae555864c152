import { Stop } from '../operator/program.ts';
import { isDay, rangeOf } from '../reports/dates.ts';
import { narrowed, needsAffected, refused, whyNone } from '../reports/narrow.ts';
import { readOnly } from '../reports/read-only.ts';
import { licenseEvidence, type Report, reports } from '../reports/reports.ts';
import { parametersOf, type Question, splits, threshold, unasked } from '../reports/run.ts';

/**
 * What the page's address asks: a statement with the literals for its `?`, which columns to leave out, and why there may
 * be no rows.
 */
export type Asked = { name: string; sql: string; parameters: string[]; without?: string[]; none?: string };

/** Every report, and the evidence of a license: a page in no menu, which the licenses lead to. */
export const pages: Report[] = [...reports(), { ...licenseEvidence(), name: 'license-evidence' }];

/** A report by its name. */
function reportOf(name: string): Report {
  const report = pages.find((each) => each.name === name);
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
    threshold,
    license: filters.get('license') ?? undefined,
    ...narrowed(narrowingIn(filters)),
  };
}

const narrowingIn = (filters: URLSearchParams) => ({
  organization: filters.get('organization') ?? undefined,
  edition: filters.get('edition') ?? undefined,
  country: filters.get('country') ?? undefined,
  affected: filters.get('affected') ?? undefined,
  by: splits.find((split) => split === filters.get('by')),
});

/** A report under the filters of an address. */
export function asked(name: string, filters: URLSearchParams): Asked {
  const report = reportOf(name);
  // What is affected stays in the address for the one report that it is about.
  const { affected, by: _, ...narrowing } = narrowingIn(filters);
  const unable = refused(report, narrowing);
  if (unable.length) throw new Stop(`This report can't be narrowed by ${unable.join(' and ')}.`);
  if (needsAffected(report) && !affected)
    throw new Stop('Say which versions are affected, such as >=4.1 <4.2.3, in the field above.');
  const question = questionOf(filters);
  return {
    name,
    sql: report.sql,
    parameters: parametersOf(report, question),
    without: unasked(report, question),
    none: whyNone(question),
  };
}

/** A statement of one's own. */
export const ownQuery = (sql: string): Asked => ({ name: 'query', sql: readOnly(sql), parameters: [] });
