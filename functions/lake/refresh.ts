import { limits } from '../../shared/limits.ts';
import { literal } from '../../shared/query.ts';
import { environment } from '../edge/environment.ts';
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
  await insert(lease, hours, [[dayOf(now - 2 * day), dayOf(now + limits.newestEvent)]]);
  await lease.save({ refreshed_at: now });
}

/** Takes whatever is still in landing and not in `events`. */
export async function late({ lease, now }: Work): Promise<void> {
  const hours: Range = [hourOf(now - environment.landingDays * day), hourOf(now)];
  const days = await lease.rows(landedDays, hours.map(literal));
  const ranges: Range[] = [];
  for (let i = 0; i < days.length; i += daysAtOnce) {
    const some = days.slice(i, i + daysAtOnce).map(({ event_day }) => event_day as string);
    ranges.push([some[0] as string, some.at(-1) as string]);
  }
  await insert(lease, hours, ranges);
  await lease.save({ refreshed_at: now });
}

/** Erasures go first, so that no row of whom they concern is taken. */
async function insert(lease: Lease, hours: Range, ranges: readonly Range[]): Promise<void> {
  await lease.run(insertErasures, hours.map(literal));
  for (const days of ranges) await lease.run(insertEvents, [...hours, ...days, ...days].map(literal));
}
