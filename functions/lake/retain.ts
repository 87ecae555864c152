import { dailyTables } from '../../shared/tables.ts';
import { dayOf } from '../../shared/time.ts';
import { literal } from '../platform/athena.ts';
import { environment } from '../platform/environment.ts';
import type { Work } from './lease.ts';

/** Deletes what is older than it may become: whole partitions, so that no file has to be read. */
export async function retain({ lease, now }: Work): Promise<void> {
  const oldest = new Date(now);
  oldest.setUTCMonth(oldest.getUTCMonth() - environment.retentionMonths);
  const first = literal(dayOf(oldest.getTime()));
  for (const table of dailyTables)
    await lease.run(`DELETE FROM ${table} WHERE event_day < CAST(${first} AS date)`);
}
