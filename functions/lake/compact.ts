import { QueryFailed } from '../platform/athena.ts';
import type { Lease, Work } from './lease.ts';
import { noteSuperseded } from './superseded.ts';

const tables = ['events', 'entitlements', 'erasures'] as const;
/** More than it ever takes; a statement that never ends must not hold the lease for good. */
const mostRuns = 200;

/**
 * Rewrites small files into large ones, and files with deleted rows without them; then drops the snapshots that still
 * hold those, once they are a day old, with their files.
 */
export async function compact(work: Work): Promise<void> {
  const { lease } = work;
  for (const table of tables) await untilDone(lease, `OPTIMIZE ${table} REWRITE DATA USING BIN_PACK`);
  await noteSuperseded(work);
  for (const table of tables) await untilDone(lease, `VACUUM ${table}`);
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
