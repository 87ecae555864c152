import { dailyTables } from '../../shared/tables.ts';
import { day, dayOf } from '../../shared/time.ts';
import { literal } from '../platform/athena.ts';
import { byDays, onDays } from './days.ts';
import { remakeDaysOfErasedUsers } from './installation-days.ts';
import type { Work } from './lease.ts';
import { type Open, openOnes, setStatuses } from './open-erasures.ts';
import { daysToErase, deleteInstallations, deleteUsers, unfinished } from './statements.ts';

/**
 * Deletes the rows of whoever asked for it since the last run, and says so once none is found any more. What was
 * deleted does not come back, since refresh leaves it out; so each is looked for only until it is gone.
 */
export async function erase({ lease, now }: Work): Promise<void> {
  const waiting = (await openOnes(lease)).filter(({ status }) => status === 'received');
  if (waiting.length === 0) return;
  const first = literal(dayOf(firstDay(waiting, lease.progress.canaries ?? [], now)));
  const since = dailyTables.map(() => first);
  const days = (await lease.rows(daysToErase, [...since, first])).map(({ event_day }) => event_day as string);
  for (const statement of [...deleteInstallations, ...deleteUsers, remakeDaysOfErasedUsers])
    await byDays(days, (some) => lease.run(onDays(statement, some)));
  const left = new Set((await lease.rows(unfinished, since)).map(({ erasure_id }) => erasure_id));
  const removed = waiting.filter(({ erasure_id }) => !left.has(erasure_id));
  await setStatuses(removed, { status: 'removed_from_reports' });
}

/** Where to look: everywhere, but for a canary of ours, whose few rows are known to be new. */
function firstDay(
  waiting: readonly Open[],
  canaries: readonly { erasure_id?: string; seeded_at: number }[],
  now: number,
): number {
  const seeded = new Map(canaries.map(({ erasure_id, seeded_at }) => [erasure_id, seeded_at - day]));
  return waiting.reduce((first, { erasure_id }) => Math.min(first, seeded.get(erasure_id) ?? 0), now);
}
