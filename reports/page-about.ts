import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type CountryResponse, Reader } from 'mmdb-lib';
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
    `Groups under ${least} are merged into 'other' where they could point at somebody.`,
  ]
    .filter(Boolean)
    .join(' ');
}

const table = '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb';

/** Where the countries come from: the table's own date. */
export function sources(): string {
  const file = createRequire(import.meta.url).resolve(table);
  const { buildEpoch } = new Reader<CountryResponse>(readFileSync(file)).metadata;
  return `Countries by the table of ${dayOf(buildEpoch.getTime())}, made from data of the NRO (nro.net), CC BY 4.0.`;
}
