import { limits } from '../../shared/limits.ts';
import { day, dayOf, hour, hourOf } from '../../shared/time.ts';
import { literal } from '../platform/athena.ts';
import { environment } from '../platform/environment.ts';
import { byDays, onDays } from './days.ts';
import type { Lease, Work } from './lease.ts';
import { insertErasures, insertEvents, landedDays } from './statements.ts';

type Range = readonly [string, string];

/**
 * Takes the rows of the hours since the last success and the one before, for the event days that nearly all rows
 * belong to, by one statement.
 */
export async function recent({ lease, now }: Work): Promise<void> {
  const since = (lease.progress.refreshed_at ?? now - environment.landingDays * day) - hour;
  const hours: Range = [hourOf(since), hourOf(now)];
  const days = [-2 * day, -day, 0, limits.newestEvent].map((from) => dayOf(now + from));
  await insert(lease, hours, days);
  await lease.save({ refreshed_at: now });
}

/**
 * Takes whatever may have landed since the last time, of any event day, and before that the erasures among it, so that
 * no row of whom they concern is taken from then on. Firehose delivers at most a day late, into the hour of arrival.
 */
export async function late({ lease, now }: Work): Promise<void> {
  const kept = now - environment.landingDays * day;
  const since = Math.max(kept, (lease.progress.late_at ?? kept) - day - hour);
  const hours: Range = [hourOf(since), hourOf(now)];
  await lease.run(insertErasures, hours.map(literal));
  const days = await lease.rows(landedDays, hours.map(literal));
  await insert(
    lease,
    hours,
    days.map(({ event_day }) => event_day as string),
  );
  await lease.save({ refreshed_at: now, late_at: now });
}

/** Reads the keys of these days only, however far apart they lie. */
const insert = (lease: Lease, hours: Range, days: readonly string[]) =>
  byDays(days, (some) => lease.run(onDays(insertEvents, some), hours.map(literal)));
