import { literal } from '../../functions/platform/athena.ts';
import { row } from '../e2e/lake.ts';
import { expected } from '../reports/expected/all.ts';
import { type Fleet, from, to } from './fleet.ts';

/** Fleets as the lake holds them, and what a plain computation says of them. */

/** Their rows as they land, copies too. */
export const landed = (fleets: readonly Fleet[]): object[] =>
  fleets.flatMap(({ rows }) =>
    rows.map(
      ({
        product,
        counted,
        installation,
        event_id,
        event_name,
        at,
        sequence,
        session,
        user,
        license,
        properties,
      }) =>
        row(product, new Date(at), {
          event_id,
          event_name,
          test: !counted,
          installation_id: installation,
          session_id: session,
          user_id: user,
          sequence,
          license_id: license,
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, value]) => [name, String(value)]),
          ),
        }),
    ),
  );

/** The statements that lay down what was sold. */
export function soldTo(fleets: readonly Fleet[]): string[] {
  const rows = fleets.flatMap(({ product, licenses }) =>
    licenses.map(
      ({ license_key, organization_id, license_type, seats_purchased, valid_from, valid_to }) =>
        `(${[license_key, product, organization_id, license_type].map(literal).join(', ')}, ${seats_purchased}, DATE '${valid_from}', DATE '${valid_to}')`,
    ),
  );
  const most = 1000;
  return Array.from({ length: Math.ceil(rows.length / most) }, (_, i) => {
    const some = rows.slice(i * most, (i + 1) * most).join(',\n');
    return `INSERT INTO entitlements
  (license_id, product, organization_id, license_type, seats_purchased, valid_from, valid_to)
VALUES ${some}`;
  });
}

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
export const range = { from: dayOf(from), to: dayOf(to) };

/** What a report says of them, computed plainly. */
export function plainly(name: string, fleets: readonly Fleet[]): Record<string, unknown>[] {
  return fleets.flatMap(({ product, licenses, rows }) => {
    const once = [...new Map(rows.map((each) => [each.event_id, each])).values()];
    const sold = licenses.map((each) => ({ product, ...each }));
    return (expected[name] as (typeof expected)[string])({
      rows: once,
      copies: [],
      decisions: [],
      sold,
      from,
      to,
    });
  });
}

/** Rows as texts that can be compared, whatever their order and that of their columns. */
export const comparable = (rows: readonly Record<string, unknown>[]): string[] =>
  rows
    .map((each) => JSON.stringify(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1))))
    .sort();
