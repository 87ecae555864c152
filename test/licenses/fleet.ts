import { Chance } from '../../local/fleet/chance.ts';
import { dayOf } from '../../shared/time.ts';
import type { Row } from '../reports/sent.ts';
import { floating } from './floating.ts';
import { owned } from './owned.ts';

/** Generated fleets of which the truth is known: who held what when, whatever was reported of it. */

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
/** Two weeks, of which the first begins on a Monday; what a fleet does begins before and ends after them. */
export const from = Date.parse('2026-10-05T00:00:00Z');
export const to = from + 14 * day;
export const begin = from - 2 * day;
export const end = to + 2 * day;

/** Seats held from when to when, half-open; what was `told` of it stands by the clock of its installation. */
export type Span = { seats: number; from: number; until: number };
/** What is true of a license, and what of it is in the rows. */
type Truth = {
  /** All that was held, by the right time. */
  held: Span[];
  /** Of it what rows tell of with an end, by the time that they say. */
  told: Span[];
  /** Of it what rows tell of at all, by the right time, without an end at most a day, and until it was last seen. */
  allowed: Span[];
};
export type License = Truth & {
  license_key: string;
  organization_id: string;
  license_type: string;
  seats_purchased: number;
  valid_from: string;
  valid_to: string;
};
export type Fleet = { product: string; licenses: License[]; rows: Row[] };

/** What makes the rows of one license. `atOnce` are the seats that are really held at once, at most. */
export type Making = { chance: Chance; product: string; license: string; type: string; atOnce: number };
export type Made = Truth & { rows: Row[] };

const types = ['floating', 'floating', 'named_user', 'node_locked', 'subscription'];

/** The fleet of a product, the same for the same number. Keys of licenses are those of other products too. */
export function fleetOf(number: number): Fleet {
  const product = `licensed-${number}`;
  const chance = new Chance(product);
  const licenses: License[] = [];
  const rows: Row[] = [];
  for (let i = 0; i < chance.whole('licenses', 1, 2); i++) {
    const license = `license-${i}`;
    const its = new Chance(product, license);
    const type = its.pick('type', types);
    const seats_purchased = its.whole('seats', 1, 4);
    const atOnce = seats_purchased + (its.fraction('honest') < 0.6 ? 0 : its.whole('over', 1, 2));
    const made = { floating }[type] ?? owned;
    const { rows: some, ...truth } = made({ chance: its, product, license, type, atOnce });
    rows.push(...some, ...untrue(its, some));
    const part = its.fraction('part') < 0.2;
    licenses.push({
      ...truth,
      license_key: license,
      organization_id: its.pick('organization', ['contoso', 'fabrikam']),
      license_type: type,
      seats_purchased,
      valid_from: part ? dayOf(from + its.whole('valid', 1, 6) * day) : '2026-01-01',
      valid_to: part ? dayOf(from + its.whole('to', 7, 20) * day) : '2027-12-31',
    });
  }
  return { product, licenses, rows };
}

/** Rows of a test key, as if others held the same at the same time: they count for nothing. */
const untrue = (chance: Chance, rows: readonly Row[]): Row[] =>
  chance.fraction('tested') < 0.2
    ? rows.slice(0, 20).map((row) => ({
        ...row,
        counted: false,
        installation: chance.uuid(`tested ${row.installation}`),
        event_id: chance.uuid(`tested ${row.event_id}`),
      }))
    : [];

/** An installation: what it consented to, and how wrong its clock is, ten minutes at most. */
export type Machine = { id: string; usage: boolean; persons: boolean; licensing: boolean; offset: number };

export function machineOf(chance: Chance, what: string): Machine {
  const consent = chance.fraction(`consent ${what}`);
  const clock = chance.fraction(`clock ${what}`);
  return {
    id: chance.uuid(`machine ${what}`),
    licensing: consent < 0.92,
    usage: consent < 0.75,
    persons: consent < 0.65,
    offset:
      clock < 0.3
        ? 0
        : clock < 0.5
          ? 10 * minute
          : clock < 0.7
            ? -10 * minute
            : Math.round((clock - 0.85) * 66) * minute,
  };
}

/** An event of a machine at the right time `at`: a row by its clock, or none where it did not consent. Some come twice. */
export function told(
  { chance, product, license }: Making,
  { id, licensing, usage, persons, offset }: Machine,
  event: {
    at: number;
    name: string;
    session?: string;
    user?: string;
    sequence?: number;
    properties?: object;
  },
): Row[] {
  if (!licensing) return [];
  const { at, name, session, user, sequence, properties = {} } = event;
  const one = {
    product,
    counted: true,
    installation: id,
    event_id: chance.uuid(`event ${id} ${name} ${at} ${session} ${sequence}`),
    event_name: name,
    at: at + offset,
    sequence,
    ...(usage && session && { session }),
    ...(persons && user && { user }),
    context: {},
    license: name === 'feature_used' ? undefined : license,
    properties: properties as Record<string, unknown>,
  };
  return chance.fraction(`copy ${one.event_id}`) < 0.05 ? [one, one] : [one];
}
