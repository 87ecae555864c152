import type { Row } from '../sent.ts';

/** What a floating license's rows say of who held how many seats from when to when: by the contract's words. */

const minute = 60_000;
/** Two clocks that are not corrected differ by so much at most, and one from the right time by half of it. */
const twoClocks = 20 * minute;
const oneClock = 10 * minute;
export const day = 1440 * minute;

/** Seats held, in milliseconds since 1970; `proven` and `possible` are half-open and may be empty. */
export type Hold = {
  seats: number;
  since: number;
  until: number;
  proven?: [number, number];
  possible: [number, number];
};
type Told = {
  row: Row;
  seats: number;
  since: number;
  until: number;
  proven: boolean;
  kind: 'checkout' | 'open' | 'return';
};

const number = (value: unknown) => (value === undefined ? undefined : Number(value));
const seatsOf = ({ properties }: Row) => number(properties.seats) ?? 1;
const isReturn = ({ event_name }: Row) => event_name === 'license_returned';
const after = (a: Row, b: Row) =>
  a.at - b.at ||
  (a.sequence ?? -1) - (b.sequence ?? -1) ||
  Number(isReturn(b)) - Number(isReturn(a)) ||
  (a.event_id < b.event_id ? -1 : 1);

/** Of the checkouts and returns of one license; `lastSeen` is of their installation. */
export function holdsOf(rows: readonly Row[], lastSeen: (installation: string) => number): Hold[] {
  const machines = Map.groupBy(rows, ({ installation }) => installation);
  return [...machines.values()].flatMap((its) => {
    const sessions = [...Map.groupBy(its, ({ session }) => session).values()];
    const told = sessions.flatMap((some) => toldBy(some.toSorted(after), lastSeen));
    return [...Map.groupBy(borrowedOnce(told), ({ row }) => row.session).values()].flatMap(widened);
  });
}

/** One session, from its first row to its last. */
function toldBy(rows: readonly Row[], lastSeen: (installation: string) => number): Told[] {
  const told: Told[] = [];
  let open: Row[] = [];
  let returned = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    if (!isReturn(row)) {
      open.push(row);
      continue;
    }
    const duration = number(row.properties.duration_ms);
    const since = duration === undefined ? undefined : row.at - duration;
    const last = open.at(-1);
    for (const [i, checkout] of open.entries()) {
      const next = open[i + 1]?.at ?? row.at;
      const its = since !== undefined && checkout.at >= since - twoClocks;
      const proven = since === undefined ? checkout === last : its;
      const until = proven || checkout !== last ? next : Math.min(since as number, checkout.at + day);
      const first = its && !(i > 0 && (open[i - 1] as Row).at >= since - twoClocks);
      const begun = first && checkout.at <= since + twoClocks && since <= next ? since : checkout.at;
      told.push({ row: checkout, seats: seatsOf(checkout), since: begun, until, proven, kind: 'checkout' });
    }
    if (since !== undefined && !(last && last.at >= since - twoClocks))
      told.push({
        row,
        seats: seatsOf(row),
        since: open.length ? since : Math.max(since, returned),
        until: row.at,
        proven: true,
        kind: 'return',
      });
    open = [];
    returned = row.at;
  }
  for (const [i, checkout] of open.entries()) {
    const next = open[i + 1]?.at;
    const until = next ?? Math.min(lastSeen(checkout.installation), checkout.at + day);
    const kind = next === undefined ? 'open' : 'checkout';
    told.push({ row: checkout, seats: seatsOf(checkout), since: checkout.at, until, proven: false, kind });
  }
  return told;
}

/** A seat taken in one session and returned in another, which says since when, is told of once. */
function borrowedOnce(told: readonly Told[]): Told[] {
  const sorted = told.toSorted(
    (a, b) =>
      a.since - b.since || a.until - b.until || ((a.row.session ?? '~') < (b.row.session ?? '~') ? -1 : 1),
  );
  return sorted.filter(
    (one, i) =>
      one.kind !== 'open' ||
      ![sorted[i - 1], sorted[i + 1]].some(
        (other) =>
          other?.kind === 'return' &&
          Math.abs(other.since - one.since) <= twoClocks &&
          other.seats >= one.seats,
      ),
  );
}

/** Of one session: ten minutes less is proven, ten minutes more is possible where it does not hold as many anyway. */
function widened(told: readonly Told[]): Hold[] {
  const sorted = told.toSorted((a, b) => a.since - b.since || a.until - b.until);
  return sorted.map(({ seats, since, until, proven }, i) => {
    const [before, next] = [sorted[i - 1], sorted[i + 1]];
    const from = before && before.seats >= seats ? before.until + oneClock : Number.NEGATIVE_INFINITY;
    const to = next && next.seats > seats ? next.since - oneClock : Number.POSITIVE_INFINITY;
    return {
      seats,
      since,
      until,
      ...(proven && { proven: [since + oneClock, until - oneClock] }),
      possible: [Math.max(since - oneClock, from), Math.min(until + oneClock, to)],
    };
  });
}
