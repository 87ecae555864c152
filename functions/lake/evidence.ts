import { errorsPrefix, landingPrefix, tablesPrefix } from '../../shared/lake.ts';
import { limits } from '../../shared/limits.ts';
import { literal } from '../../shared/query.ts';
import { environment } from '../platform/environment.ts';
import { listObjects } from '../platform/objects.ts';
import { type Open, openOnes, say } from './erasures.ts';
import type { Lease, Work } from './lease.ts';
import { metric } from './metric.ts';
import { dataFiles, oldestSnapshot } from './statements.ts';
import { hour } from './time.ts';

/** Firehose may hold a row for a day before it lands, in the hour in which it came. */
const heldByStream = 25 * hour;

/**
 * Completes the erasures of which nothing is left anywhere: not in landing, not in a file that could not be delivered,
 * not in a snapshot from before the rewriting, and not in a file that no snapshot has any more but that still exists.
 * Each is looked up where it would be, and none is believed to be gone because of its age.
 */
export async function evidence({ lease, now }: Work): Promise<void> {
  const open = await openOnes(lease);
  const gone = await provenGone(lease, open, now);
  for (const erasure of gone) await say(erasure, { status: 'completed' });
  const ids = gone.map(({ erasure_id }) => literal(erasure_id));
  if (ids.length > 0) await lease.run(`DELETE FROM erasures WHERE erasure_id IN (${ids.join(', ')})`);
  const overdue = open.filter(
    (erasure) => !gone.includes(erasure) && erasure.requested_at + limits.erasureTime < now,
  );
  metric('overdueErasures', overdue.length);
}

async function provenGone(lease: Lease, open: readonly Open[], now: number): Promise<Open[]> {
  const rewritten = open.filter(({ rewritten_at }) => rewritten_at !== undefined);
  if (rewritten.length === 0) return [];
  const landed = await oldestLanded();
  const stray = await oldestStray(lease);
  const [snapshot] = await lease.rows(oldestSnapshot);
  const kept = Math.min(Math.round(Number(snapshot?.time) * 1000), stray);
  return rewritten.filter(
    ({ requested_at, rewritten_at = now }) =>
      requested_at + heldByStream < now && requested_at + hour < landed && rewritten_at <= kept,
  );
}

/** When the oldest row came that is still in landing, or was kept because it could not be delivered there. */
async function oldestLanded(): Promise<number> {
  let oldest = Number.POSITIVE_INFINITY;
  for await (const { key } of listObjects(landingPrefix)) {
    const [, date, of] = /hour=(\d{4}-\d\d-\d\d)-(\d\d)\//.exec(key) ?? [];
    if (date) oldest = Date.parse(`${date}T${of}:00:00Z`);
    // Their names are in the order of time.
    if (date) break;
  }
  for await (const { modified } of listObjects(errorsPrefix))
    oldest = Math.min(oldest, modified - heldByStream);
  return oldest;
}

/** When the oldest data file was written that exists and that the table consists of no more. */
async function oldestStray(lease: Lease): Promise<number> {
  const current = new Set((await lease.rows(dataFiles)).map(({ file_path }) => file_path));
  let oldest = Number.POSITIVE_INFINITY;
  for await (const { key, modified } of listObjects(`${tablesPrefix}events/data/`)) {
    if (!current.has(`s3://${environment.bucket}/${key}`)) oldest = Math.min(oldest, modified);
  }
  return oldest;
}
