import { batchFields } from '../../shared/catalog/catalog.ts';
import type { Type } from '../../shared/catalog/field.ts';
import { standard } from '../../shared/catalog/standard.ts';
import { expected } from '../../shared/catalog/validate.ts';
import { type CsvColumn, noEnd } from '../../shared/entitlements.ts';
import { organizationOf } from '../../shared/forms/organization.ts';
import { dateReader } from './dates.ts';

/** What was sold: `seats_purchased` is null where it is unlimited; both dates, as ISO 8601 has them, belong to it. */
export type Entitlement = Record<Exclude<CsvColumn, 'seats_purchased'>, string> & {
  seats_purchased: number | null;
};
/** What a value must be instead, in words that follow "must". */
type Must = { must: string };
export type Readers = { [C in CsvColumn]: (text: string) => Entitlement[C] | Must };

/** How each column is read, with dates written as `format` says; undefined where that is no format of dates. */
export function readers(format: string): Readers | undefined {
  const date = dateReader(format);
  if (!date) return undefined;
  const must = `be a date written as ${format.toUpperCase()}`;
  const others = '--date-format takes others, such as DD.MM.YYYY or MM/DD/YYYY';
  return {
    license_key: (text) => declared(license_key, text),
    organization_id: organization,
    license_type: (text) => declared(license_type, wordOf(text)),
    seats_purchased: seats,
    valid_from: (text) => date(text) ?? { must: `${must}; ${others}` },
    valid_to: (text) =>
      text === ''
        ? noEnd
        : (date(text.replace(endOfDay, '')) ?? { must: `${must}, or empty where it has no end; ${others}` }),
  };
}

/** What programs add to the last day, which counts as a whole. */
const endOfDay = /[T ]23:59(?::59(?:\.\d+)?)?Z?$/;

/** A word as our columns and types are spelled: `License Type` and `licenseType` are `license_type`. */
export const wordOf = (text: string) =>
  text
    .replace(/([a-z])(?=[A-Z])/g, '$1_')
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');

const { license_key, license_type } = standard.license_activated.properties;

const declared = (type: Type, text: string) => {
  const should = expected(type, text);
  return should ? { must: `be ${should}` } : text;
};

function organization(text: string): string | Must {
  return organizationOf(text) ?? { must: `be ${expected(batchFields.organization_id, text)}` };
}

/** As people group digits, by thousands or as in India. A fraction of a seat is none of these. */
const grouped = /^[1-9]\d{0,2}([,.'’\s])(?:\d{2,3}\1)*\d{3}$/;

/** What programs write behind a whole number that they keep as a decimal one; three zeros would be thousands. */
const zeros = /[.,]0{1,2}$/;

function seats(text: string): number | null | Must {
  if (text === '' || wordOf(text) === 'unlimited') return null;
  const whole = text.replace(zeros, '');
  const digits = grouped.test(whole) ? whole.replace(/\D/g, '') : whole;
  if (/^\d+$/.test(digits) && Number.isSafeInteger(Number(digits))) return Number(digits);
  return { must: 'be a whole number such as 25 or 1,000, or empty where it is unlimited' };
}
