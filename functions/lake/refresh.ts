import { limits } from '../../shared/limits.ts';
import { literal } from '../../shared/query.ts';
import { environment } from '../platform/environment.ts';
import type { Lease, Work } from './lease.ts';
import { insertErasures, insertEvents, landedDays } from './statements.ts';
import { day, dayOf, hour, hourOf } from './time.ts';

/** Athena writes at most 100 partitions a statement. */
const daysAtOnce = 90;
type Range = readonly [string, string];

/**
 * Takes the rows of the hours since the last success and the one before, for the event days that nearly all rows
 * belong to, by one statement.
 */
export async function recent({ lease, now }: Work): Promise<void> {
  const since = (lease.progress.refreshed_at ?? now - environment.landingDays * day) - hour;
  const hours: Range = [hourOf(since), hourOf(now)];
  await insert(lease, hours, [dayOf(now - 2 * day), dayOf(now + limits.newestEvent)]);
  await lease.save({ refreshed_at: now });
}

/**
 * Takes whatever is still in landing and not in `events`; before that the erasures that came since the last time, so
 * that no row of whom they concern is taken from then on. Firehose delivers at most a day late.
 */
export async function late({ lease, now }: Work): Promise<void> {
  const kept = now - environment.landingDays * day;
  const since = Math.max(kept, (lease.progress.late_at ?? kept) - day - hour);
  await lease.run(insertErasures, [hourOf(since), hourOf(now)].map(literal));
  const hours: Range = [hourOf(kept), hourOf(now)];
  const days = await lease.rows(landedDays, hours.map(literal));
  for (let i = 0; i < days.length; i += daysAtOnce) {
    const some = days.slice(i, i + daysAtOnce).map(({ event_day }) => event_day as string);
    await insert(lease, hours, [some[0] as string, some.at(-1) as string]);
  }
  await lease.save({ refreshed_at: now, late_at: now });
}

const insert = (lease: Lease, hours: Range, days: Range) =>
  lease.run(insertEvents, [...hours, ...days, ...days].map(literal));
