import { type Table, tables } from '../../shared/tables.ts';
import { day, dayOf } from '../../shared/time.ts';
import { literal, QueryFailed } from '../platform/athena.ts';
import { environment } from '../platform/environment.ts';
import { byDays, onDays } from './days.ts';
import { consolidateDays, scatteredDays } from './installation-days.ts';
import type { Lease, Work } from './lease.ts';
import { noteSuperseded } from './superseded.ts';

const all = Object.keys(tables) as Table[];
/** More than it ever takes; a statement that never ends must not hold the lease for good. */
const mostRuns = 200;

/**
 * Makes the days that refreshes have left one row for each installation and day, where they are scattered; rewrites small
 * files into large ones, and files with deleted rows without them; then drops the snapshots that still hold those, once
 * they are a day old, with their files.
 */
export async function compact(work: Work): Promise<void> {
  const { lease, now } = work;
  const closed = [now - (environment.landingDays + 2) * day, now - 2 * day].map((time) =>
    literal(dayOf(time)),
  );
  const scattered = (await lease.rows(scatteredDays, closed)).map(({ event_day }) => event_day as string);
  await byDays(scattered, (some) => lease.run(onDays(consolidateDays, some)));
  for (const table of all) await untilDone(lease, `OPTIMIZE ${table} REWRITE DATA USING BIN_PACK`);
  await noteSuperseded(work);
  for (const table of all) await untilDone(lease, `VACUUM ${table}`);
}

/** Athena does a part of the work a run, and says so by failing with "… MORE_RUNS_NEEDED". */
async function untilDone(lease: Lease, statement: string): Promise<void> {
  for (let runs = 1; ; runs++) {
    try {
      return await lease.run(statement);
    } catch (fault) {
      const more = fault instanceof QueryFailed && fault.message.includes('MORE_RUNS_NEEDED');
      if (!more || runs === mostRuns) throw fault;
    }
  }
}
