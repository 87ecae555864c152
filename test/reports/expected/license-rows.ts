import type { Row } from '../sent.ts';
import { type Field, inRange, installations, users } from './field.ts';

/** Holds may begin before the range, and end after it. */
export const month = 30 * 86_400_000;

/** By time; of types told of at the same moment, by name. */
const byTime = ({ at: one, properties: a }: Row, { at: other, properties: b }: Row) =>
  one - other || (String(a.license_type) < String(b.license_type) ? -1 : 1);

/** Whether a row tells of use. */
export const isUse = ({ event_name, license, properties }: Row) =>
  license !== undefined &&
  (/^license_(activated|checked)$/.test(event_name)
    ? properties.outcome === 'success'
    : /^license_(checked_out|returned)$/.test(event_name) && (properties.outcome ?? 'success') === 'success');

/** What is known of a license of a product: what was sold, if it was, and its rows, also those around the range. */
export type License = {
  product: string;
  license: string;
  type: string;
  sold: Field['sold'][number] | undefined;
  rows: Row[];
};

export function licensesOf(field: Field): License[] {
  const around = { ...field, from: field.from - month, to: field.to + month };
  const rows = inRange(around).filter(
    ({ event_name, license }) => license && event_name.startsWith('license_'),
  );
  const byLicense = Map.groupBy(rows, ({ product, license }) => `${product}/${license}`);
  const seen = new Set(
    inRange(field)
      .filter(isUse)
      .map(({ product, license }) => `${product}/${license}`),
  );
  const sold = field.sold.map((each) => ({ name: `${each.product}/${each.license_key}`, sold: each }));
  const unsold = [...seen].filter((name) => !sold.some((each) => each.name === name));
  return [...sold, ...unsold.map((name) => ({ name, sold: undefined }))].map(({ name, sold }) => {
    const its = byLicense.get(name) ?? [];
    const typed = its.filter(({ properties }) => properties.license_type);
    const reported = typed.toSorted(byTime).at(-1)?.properties.license_type ?? 'unknown';
    const [product = '', ...rest] = name.split('/');
    return {
      product,
      license: rest.join('/'),
      type: sold?.license_type ?? String(reported),
      sold,
      rows: its,
    };
  });
}

export const isValid = ({ sold }: License, date: string) =>
  !sold || (date >= sold.valid_from && date <= sold.valid_to);
export const seatsSeen = ({ type, rows }: License, field: Field) => {
  const used = inRange({ ...field, rows }).filter(isUse);
  return type === 'named_user' ? users(used).size : installations(used);
};
