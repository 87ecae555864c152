import { randomInt } from 'node:crypto';
import { dailyTables } from '../../shared/tables.ts';
import { dayOf } from '../../shared/time.ts';
import { literal } from '../platform/athena.ts';
import { onDays } from './days.ts';
import { differingDays } from './installation-days.ts';
import type { Work } from './lease.ts';
import { differingLicenses } from './license-events.ts';
import { metric } from './metric.ts';
import { remake } from './rebuild.ts';

const pastDays = `${dailyTables
  .map((table) => `SELECT event_day FROM ${table} WHERE event_day < CAST(? AS date)`)
  .join('\nUNION\n')}
ORDER BY event_day`;

/**
 * Computes one past day of the tables that follow from `events` anew, a random one, and compares. A difference is told to
 * whoever watches, and that day is made anew.
 */
export async function check({ lease, now }: Work): Promise<void> {
  const today = literal(dayOf(now));
  const days = await lease.rows(
    pastDays,
    dailyTables.map(() => today),
  );
  let differing = 0;
  if (days.length > 0) {
    const day = days[randomInt(days.length)]?.event_day as string;
    for (const statement of [differingDays, differingLicenses])
      for (const { found } of await lease.rows(onDays(statement, [day]))) differing += Number(found);
    if (differing > 0) await remake(lease, [day]);
  }
  metric('differingRows', differing);
}
