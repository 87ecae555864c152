import { AthenaClient } from '@aws-sdk/client-athena';
import type { RefreshAnswer, RefreshRequest } from '../../shared/lake.ts';
import { limits } from '../../shared/limits.ts';
import { literal, results } from '../../shared/query.ts';
import { settings } from '../../shared/settings.ts';
import { clientSettings } from '../edge/client.ts';
import { environment } from '../edge/environment.ts';
import { insertEvents } from './insert.ts';
import { type Lease, takeLease } from './lease.ts';
import { ensureTables } from './schema.ts';

const athena = new AthenaClient(clientSettings);
const hour = 3_600_000;
const day = 24 * hour;
/** Athena writes at most 100 partitions a statement. */
const daysAtOnce = 90;

const hourOf = (time: number) => new Date(time).toISOString().slice(0, 13).replace('T', '-');
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/**
 * Brings `events` up to date with what has landed. `recent`, hourly: the hours since the last success and the one
 * before, for the event days that nearly all rows belong to, by one statement. `late`, daily: whatever waits.
 */
export async function handler({ rows }: RefreshRequest): Promise<RefreshAnswer> {
  const lease = await takeLease(athena, environment.workgroup);
  if (!lease) return { status: 'busy' };
  try {
    const now = Date.now();
    const schema = await ensureTables(athena, lease, environment.bucket);
    const kept = now - settings.landingDays * day;
    if (rows === 'late') {
      const hours = [hourOf(kept), hourOf(now)];
      for (const days of await waitingDays(lease, hours)) await insert(lease, hours, days);
    } else {
      const since = (lease.progress.refreshed_at ?? kept) - hour;
      await insert(
        lease,
        [hourOf(since), hourOf(now)],
        [dayOf(now - 2 * day), dayOf(now + limits.newestEvent)],
      );
    }
    await lease.save({ schema, refreshed_at: now });
    return { status: 'refreshed' };
  } finally {
    await lease.release();
  }
}

const insert = (lease: Lease, hours: readonly string[], days: readonly string[]) =>
  lease.run(insertEvents, [...hours, ...days, ...days].map(literal));

const landedDays = `SELECT DISTINCT event_day FROM landing
WHERE hour BETWEEN ? AND ? AND event_id IS NOT NULL ORDER BY event_day`;

/** The event days in landing, as ranges that hold at most as many of them as one statement may write. */
async function waitingDays(lease: Lease, hours: readonly string[]): Promise<[string, string][]> {
  const { rows } = await results(athena, await lease.run(landedDays, hours.map(literal)));
  const days = rows.map((row) => row.event_day as string);
  const ranges: [string, string][] = [];
  for (let i = 0; i < days.length; i += daysAtOnce) {
    const some = days.slice(i, i + daysAtOnce);
    ranges.push([some[0] as string, some.at(-1) as string]);
  }
  return ranges;
}
