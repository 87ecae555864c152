import type { Days } from '../../shared/lake.ts';
import { dailyTables } from '../../shared/tables.ts';
import { literal } from '../platform/athena.ts';
import { byDays, onDays } from './days.ts';
import { remakeDays } from './installation-days.ts';
import type { Lease } from './lease.ts';
import { remakeLicenses } from './license-events.ts';

const daysBetween = `${dailyTables
  .map(
    (table) =>
      `SELECT event_day FROM ${table} WHERE event_day >= CAST(? AS date) AND event_day < CAST(? AS date)`,
  )
  .join('\nUNION\n')}
ORDER BY event_day`;

/** Makes the tables that follow from `events` anew, for the event days of a half-open range. */
export async function rebuild(lease: Lease, { from, to }: Days): Promise<void> {
  const range = [literal(from), literal(to)];
  const days = await lease.rows(
    daysBetween,
    dailyTables.flatMap(() => range),
  );
  await remake(
    lease,
    days.map(({ event_day }) => event_day as string),
  );
}

/** Makes some event days of them anew. */
export async function remake(lease: Lease, days: readonly string[]): Promise<void> {
  for (const statement of [remakeDays, remakeLicenses])
    await byDays(days, (some) => lease.run(onDays(statement, some)));
}
