import { timeOf } from '../../shared/catalog/validate.ts';

const formats = /^(?=.*Y)(?=.*M)(?=.*D)(?:(?:YYYY|YY|MM?|DD?)[-./ ]*){3}$/;
/** What exports from databases and spreadsheets add to a date. */
const midnight = '(?:[T ]0?0:00(?::00(?:\\.0+)?)?Z?)?';

/**
 * What reads dates written as `format` says, in whose letters day, month and year come once each, as ISO 8601 has them:
 * with `D.M.YYYY`, 1.2.2026 is 2026-02-01. Leading zeros may be missing. Undefined when it is not such a format.
 */
export function dateReader(format: string): ((text: string) => string | undefined) | undefined {
  const written = format.trim().toUpperCase();
  if (!formats.test(written)) return undefined;
  // Without anything between them only two digits tell day and month apart.
  const digits = /[^YMD]/.test(written) ? '{1,2}' : '{2}';
  const pattern = written
    .replaceAll('.', '\\.')
    .replace(/Y+/, (years) => `(?<year>\\d{${years.length}})`)
    .replace(/M+/, `(?<month>\\d${digits})`)
    .replace(/D+/, `(?<day>\\d${digits})`);
  const dates = new RegExp(`^${pattern}${midnight}$`);
  return (text) => {
    const { year = '', month = '', day = '' } = dates.exec(text)?.groups ?? {};
    const date = `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return Number.isNaN(timeOf(`${date}T00:00:00Z`)) ? undefined : date;
  };
}
