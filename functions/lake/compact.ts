import { QueryFailed } from '../../shared/query.ts';
import { openOnes, say } from './erasures.ts';
import type { Lease, Work } from './lease.ts';
import { deleteFiles, newestSnapshot } from './statements.ts';

const tables = ['events', 'entitlements', 'erasures'] as const;
/** More than it ever takes; a statement that never ends must not hold the lease for good. */
const mostRuns = 200;

/**
 * Rewrites small files into large ones, and files with deleted rows without them; then drops the snapshots that still
 * hold those, once they are a day old, with their files.
 */
export async function compact({ lease }: Work): Promise<void> {
  for (const table of tables) await untilDone(lease, `OPTIMIZE ${table} REWRITE DATA USING BIN_PACK`);
  await sayRewritten(lease);
  for (const table of tables) await untilDone(lease, `VACUUM ${table}`);
}

/** From the snapshot on that is now the newest, no file holds a row that was deleted: if so, it is noted. */
async function sayRewritten(lease: Lease): Promise<void> {
  const waiting = (await openOnes(lease)).filter(
    ({ status, rewritten_at }) => status === 'removed_from_reports' && rewritten_at === undefined,
  );
  if (waiting.length === 0) return;
  const [left] = await lease.rows(deleteFiles);
  if (left?.files !== 0) return;
  const [newest] = await lease.rows(newestSnapshot);
  const rewritten_at = Math.round(Number(newest?.time) * 1000);
  for (const erasure of waiting) await say(erasure, { rewritten_at });
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
