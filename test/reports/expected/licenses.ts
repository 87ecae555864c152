import type { Row } from '../sent.ts';
import {
  dayOf,
  type Expected,
  type Field,
  groups,
  history,
  inRange,
  installations,
  last,
  sum,
  users,
  weekOf,
} from './field.ts';

const successes = (field: Field) =>
  inRange(field).filter(
    ({ event_name, license, properties }) =>
      /^license_(activated|checked)$/.test(event_name) && license && properties.outcome === 'success',
  );
const seats = (type: string, rows: Row[]) => (type === 'named_user' ? users(rows).size : installations(rows));

/** Of the seats sold and valid on the last day, those seen; over-use of one license hides no other. */
export function coverage(field: Field, product: string) {
  const lastDay = dayOf(field.to - 1);
  const used = successes(field);
  const valid = field.sold.filter(
    (each) => each.product === product && each.valid_from <= lastDay && each.valid_to >= lastDay,
  );
  if (valid.length === 0) return { seats_seen: null, seats_sold: null, coverage: null };
  const seen = valid.map(({ license_key, license_type, seats_purchased }) =>
    Math.min(
      seats_purchased,
      seats(
        license_type,
        used.filter((row) => row.product === product && row.license === license_key),
      ),
    ),
  );
  const sold = sum(valid.map(({ seats_purchased }) => seats_purchased));
  return { seats_seen: sum(seen), seats_sold: sold, coverage: sold ? sum(seen) / sold : null };
}

/** With the key in place of license_id. */
export const licenseUsage: Expected = (field) => {
  const used = new Map(
    groups(
      successes(field),
      ({ product, license = '' }) => [product, license],
      (words, rows) => [words.join('/'), rows],
    ),
  );
  const lastDay = dayOf(field.to - 1);
  const line = (product: string, license: string, type: string, purchased: number, rows: Row[]) => {
    const seats_active = seats(type, rows);
    return {
      product,
      license_id: license,
      license_type: type,
      seats_purchased: purchased,
      seats_activated: seats(
        type,
        rows.filter(({ event_name }) => event_name === 'license_activated'),
      ),
      seats_active,
      utilization: purchased ? seats_active / purchased : null,
      over_use: Math.max(0, seats_active - purchased),
      installations: installations(rows),
      ...coverage(field, product),
    };
  };
  const sold = field.sold.map(
    ({ product, license_key, organization_id, license_type, seats_purchased, valid_to }) => {
      const rows = used.get(`${product}/${license_key}`) ?? [];
      used.delete(`${product}/${license_key}`);
      const one = line(product, license_key, license_type, seats_purchased, rows);
      const seen =
        one.seats_active > seats_purchased ? 'over_used' : one.seats_active ? 'in_use' : 'not_seen';
      return { ...one, organization_id, valid_to, status: valid_to < lastDay ? 'expired' : seen };
    },
  );
  const unsold = [...used.values()].map((rows) => {
    const { product, license = '', properties } = last(rows);
    return {
      ...line(product, license, properties.license_type as string, 0, rows),
      organization_id: 'unknown',
      valid_to: null,
      status: 'not_sold',
    };
  });
  return [...sold, ...unsold];
};

export const licenseIntroductions: Expected = (field) => {
  const activated = history(field).filter(({ event_name }) => event_name === 'license_activated');
  const succeeded = activated.filter(({ properties }) => properties.outcome === 'success');
  const first = new Set(
    groups(
      succeeded,
      ({ product, license = '' }) => [product, license],
      (_, rows) => rows.toSorted((a, b) => a.at - b.at || (a.event_id < b.event_id ? -1 : 1))[0],
    ),
  );
  const typeOf = ({ product, license, properties }: Row) =>
    field.sold.find((each) => each.product === product && each.license_key === license)?.license_type ??
    ((properties.license_type ?? 'unknown') as string);
  return groups(
    activated.filter(({ at }) => at >= field.from),
    (row) => [row.product, weekOf(row.at), typeOf(row)],
    ([product, week, license_type], rows) => ({
      product,
      week,
      license_type,
      licenses: rows.filter((row) => first.has(row)).length,
      activations: rows.filter((row) => row.properties.outcome === 'success').length,
      attempts: rows.length,
      installations: installations(rows),
    }),
  );
};
