import type { Row } from '../sent.ts';
import { type Expected, groups, history, installations, weekOf } from './field.ts';

const reported = ({ properties }: Row) => String(properties.license_type ?? 'unknown');

/** With the key in place of license_id. */
export const licenseIntroductions: Expected = (field) => {
  const activated = history(field).filter(({ event_name }) => event_name === 'license_activated');
  const succeeded = activated.filter(({ properties }) => properties.outcome === 'success');
  const first = new Set(
    groups(
      succeeded,
      ({ product, license = '' }) => [product, license],
      (_, rows) => rows.toSorted((a, b) => a.at - b.at || (reported(a) < reported(b) ? -1 : 1))[0],
    ),
  );
  const typeOf = (row: Row) =>
    field.sold.find((each) => each.product === row.product && each.license_key === row.license)
      ?.license_type ?? reported(row);
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
