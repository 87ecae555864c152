import type { Entitlement } from '../../../local/fleet/vendor.ts';
import type { Decision, Row } from '../sent.ts';

/** All that a report can know: rows of all time, what was sold, and the range, half-open, in milliseconds. */
export type Field = {
  rows: Row[];
  copies: Row[];
  decisions: Decision[];
  sold: (Entitlement & { product: string })[];
  from: number;
  to: number;
};
export type Expected = (field: Field) => Record<string, unknown>[];

const day = 86_400_000;
export const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
/** The Monday of a time's week. 1970 began on a Thursday. */
export const weekOf = (time: number) => dayOf(time - ((Math.floor(time / day) + 3) % 7) * day);
export const later = (date: string, days: number) => dayOf(Date.parse(date) + days * day);

export const inRange = ({ rows, from, to }: Field) =>
  rows.filter(({ counted, at }) => counted && at >= from && at < to);
export const history = ({ rows, to }: Field) => rows.filter(({ counted, at }) => counted && at < to);

/** Groups by some of a thing's words; calls `make` with them and the group. */
export function groups<T, R>(
  all: readonly T[],
  words: (one: T) => string[],
  make: (words: string[], group: T[]) => R,
): R[] {
  const grouped = Map.groupBy(all, (one) => JSON.stringify(words(one)));
  return [...grouped].map(([key, group]) => make(JSON.parse(key), group));
}
const distinct = (all: readonly unknown[]) => new Set(all).size;
export const installations = (rows: readonly Row[]) => distinct(rows.map(({ installation }) => installation));
export const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);

/** The last of some rows: by time, then sequence, then ID. */
export const last = (rows: readonly Row[]) => rows.toSorted(byTime).at(-1) as Row;
const byTime = (a: Row, b: Row) =>
  a.at - b.at || (a.sequence ?? -1) - (b.sequence ?? -1) || (a.event_id < b.event_id ? -1 : 1);

/** Who used: users, and each installation of which none is known. */
export function users(rows: readonly Row[]): Set<string> {
  const known = new Set(rows.filter(({ user }) => user).map(({ installation }) => installation));
  const who = rows.flatMap(
    ({ user, installation }) => user ?? (known.has(installation) ? [] : [`installation ${installation}`]),
  );
  return new Set(who);
}

/** Of the installations, the share of which a user is known. */
export const identified = (rows: readonly Row[]) =>
  installations(rows.filter(({ user }) => user)) / installations(rows);

/** How many installations of a product were active. */
export const active = (field: Field, product: string) =>
  installations(inRange(field).filter((row) => row.product === product));
