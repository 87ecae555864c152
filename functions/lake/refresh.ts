import { limits } from '../../shared/limits.ts';
import { day, dayOf, hour, hourOf } from '../../shared/time.ts';
import { literal } from '../platform/athena.ts';
import { environment } from '../platform/environment.ts';
import { byDays, onDays } from './days.ts';
import { insertInstallationDays } from './installation-days.ts';
import type { Lease, Work } from './lease.ts';
import { insertLicenseEvents } from './license-events.ts';
import { type Part, parts } from './parts.ts';
import { insertErasures, insertEvents, landedDays } from './statements.ts';

/**
 * Takes the rows of the hours since the last success and the one before, for the event days that nearly all rows
 * belong to.
 */
export async function recent({ lease, now }: Work): Promise<void> {
  const since = (lease.progress.refreshed_at ?? now - environment.landingDays * day) - hour;
  const days = [-day, 0, limits.newestEvent].map((from) => dayOf(now + from));
  // What lands in an hour came in it, or moments before.
  await take(lease, await parts(since, now), days, new Date(since - hour).toISOString());
  await lease.save({ refreshed_at: now });
}

/**
 * Takes whatever may have landed since the last time, of any event day, and before that the erasures among it, so that
 * no row of whom they concern is taken from then on. Firehose delivers at most a day late, into the hour of arrival.
 */
export async function late({ lease, now }: Work): Promise<void> {
  const kept = now - environment.landingDays * day;
  const since = Math.max(kept, (lease.progress.late_at ?? kept) - day - hour);
  const waiting = await parts(since, now);
  if (waiting.length > 0) {
    const hours = [hourOf(since), hourOf(now)].map(literal);
    await lease.run(insertErasures, hours);
    const landed = await lease.rows(landedDays, hours);
    const days = landed.map(({ event_day }) => event_day as string);
    const [first = ''] = landed.map(({ first_at }) => first_at as string).sort();
    await take(lease, waiting, days, first);
  }
  await lease.save({ refreshed_at: now, late_at: now });
}

/**
 * Reads the keys of these days only, however far apart they lie. The other two tables follow from what `events` took: of
 * the rows that arrived since a time before any of these, so that whoever comes after a kill in between takes them too.
 */
async function take(
  lease: Lease,
  parts: readonly Part[],
  days: readonly string[],
  since: string,
): Promise<void> {
  const run = (statement: string, parameters: readonly string[]) =>
    byDays(days, (some) => lease.run(onDays(statement, some), parameters.map(literal)));
  for (const { hours, slice } of parts) await run(insertEvents(slice), hours);
  if (parts.length === 0) return;
  await run(insertInstallationDays, [since]);
  await run(insertLicenseEvents, [since]);
}
