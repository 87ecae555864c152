import { limits } from '../../shared/limits.ts';
import { day, dayOf, hour, minute, startOf } from '../../shared/time.ts';
import { literal } from '../platform/athena.ts';
import { environment } from '../platform/environment.ts';
import type { Landed } from '../platform/records.ts';
import { byDays, onDays } from './days.ts';
import { insertInstallationDays } from './installation-days.ts';
import type { Lease, Work } from './lease.ts';
import { insertLicenseEvents } from './license-events.ts';
import { grown, landed, parts } from './parts.ts';
import { insertErasures, insertEvents, landedDays } from './statements.ts';

/** What lands in an hour came in it, or moments before. */
export const moments = 5 * minute;

/** Takes what came in hours of landing that grew since the last success, for the event days that nearly all of it has. */
export async function recent({ lease, now }: Work): Promise<void> {
  const since = (lease.progress.refreshed_at ?? now - environment.landingDays * day) - hour;
  const known = lease.progress.landed ?? {};
  const days = [-day, 0, limits.newestEvent].map((from) => dayOf(now + from));
  const before = await landed(since, now);
  await takeEvents(lease, grown(known, before), days);
  // Looked at again: what landed while they were taken may be among them.
  const [first] = Object.keys(grown(known, await landed(since, now)));
  if (first) await follow(lease, days, new Date(startOf(first) - moments).toISOString());
  await lease.save({ refreshed_at: now, landed: before });
}

/**
 * Takes whatever may have landed since the last time, of any event day, and before that the erasures among it, so that
 * no row of whom they concern is taken from then on. Firehose delivers at most a day late, into the hour of arrival.
 */
export async function late({ lease, now }: Work): Promise<void> {
  const kept = now - environment.landingDays * day;
  const before = await landed(Math.max(kept, (lease.progress.late_at ?? kept) - day - hour), now);
  const waiting = grown(lease.progress.late_landed ?? {}, before);
  const names = Object.keys(waiting);
  if (names.length > 0) {
    const hours = [names[0], names.at(-1)].map((name) => literal(name as string));
    await lease.run(insertErasures, hours);
    const found = await lease.rows(landedDays, hours);
    const days = found.map(({ event_day }) => event_day as string);
    const [first = ''] = found.map(({ first_at }) => first_at as string).sort();
    await takeEvents(lease, waiting, days);
    await follow(lease, days, first);
  }
  await lease.save({ refreshed_at: now, landed: before, late_at: now, late_landed: before });
}

type Runner = Pick<Lease, 'run'>;
const runOn = ({ run }: Runner, days: readonly string[], statement: string, parameters: readonly string[]) =>
  byDays(days, (some) => run(onDays(statement, some), parameters.map(literal)));

/** Reads the keys of these days only, however far apart they lie. */
async function takeEvents(lease: Runner, landed: Landed, days: readonly string[]): Promise<void> {
  for (const { hours, slice } of parts(landed)) await runOn(lease, days, insertEvents(slice), hours);
}

/**
 * The other two tables follow from what `events` took: of the rows that arrived since a time before any that no success
 * has taken, so that whoever comes after a kill in between takes them too. Landing is not read again: of `events` that is
 * the files of those hours, a fraction of what the text of their rows takes.
 */
async function follow(lease: Runner, days: readonly string[], since: string): Promise<void> {
  for (const statement of [insertInstallationDays, insertLicenseEvents])
    await runOn(lease, days, statement, [since]);
}
