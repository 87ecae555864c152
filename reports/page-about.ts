import { settings } from '#vendor/settings';
import { countryTable } from '../shared/country-table.ts';
import { Refused } from '../shared/refused.ts';
import { day, dayOf } from '../shared/time.ts';
import { filters, type Question, threshold } from './run.ts';

/** What was asked for, in sentences. */
export function aboutReports(question: Question): string {
  const { product, from, to, includeTest, threshold: least = threshold } = question;
  const narrowed = filters
    .filter((filter) => question[filter])
    .map((filter) => `${filter} ${question[filter]}`);
  const last = dayOf(Date.parse(to) - day);
  return [
    `${product ? `Of ${product}` : 'Of all products'}, from ${from} to ${last}, in UTC.`,
    narrowed.length ? `Only installations of ${narrowed.join(', ')}.` : '',
    includeTest
      ? 'Test keys and build machines are counted too.'
      : 'Test keys and build machines are left out.',
    // Exposure names whoever must be told.
    question.affected
      ? ''
      : `Groups under ${least} are merged into 'other' where they could point at somebody.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Where the countries come from: the table's own date. */
export function sources(): string {
  try {
    const { kind, built, own } = countryTable(settings.countryTable);
    const of = dayOf(built.getTime());
    return own
      ? `Countries by the table ${kind} of ${of}.`
      : `Countries by the table of ${of}, made from data of the NRO (nro.net), CC BY 4.0.`;
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    // Who asks need not have the file that was deployed.
    return "Countries by a table of the vendor's own.";
  }
}
