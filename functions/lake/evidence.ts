import { errorsPrefix, exportsPrefix, landingPrefix, resultsPrefix } from '../../shared/lake.ts';
import { limits } from '../../shared/limits.ts';
import { hour, startOf } from '../../shared/time.ts';
import { literal } from '../platform/athena.ts';
import { listObjects } from '../platform/objects.ts';
import type { Work } from './lease.ts';
import { metric } from './metric.ts';
import { type Open, openOnes, setStatuses } from './open-erasures.ts';
import { tidyNotes, vanished } from './superseded.ts';

/** Firehose may hold a row for a day before it lands, in the hour in which it came. */
const heldByStream = 25 * hour;
/** So many IDs make a statement of some 40 KB; Athena takes 256. */
const idsAtOnce = 1000;

/**
 * Completes the erasures of which nothing is left anywhere: not in landing, not in a file that could not be delivered,
 * not in a result or an export from before, and not in a data file that the tables gave up. Each is looked up where it
 * would be, and none is believed to be gone because of its age.
 */
export async function evidence({ lease, now }: Work): Promise<void> {
  const open = await openOnes(lease);
  const gone = await provenGone(open, now);
  const left = open.filter((erasure) => !gone.has(erasure));
  const late = left.filter(({ requested_at }) => requested_at + limits.erasureTime < now);
  metric('overdueErasures', late.length);
  const done = [...gone];
  for (let i = 0; i < done.length; i += idsAtOnce) {
    const some = done.slice(i, i + idsAtOnce);
    await setStatuses(some, { status: 'completed', completed_at: now });
    const ids = some.map(({ erasure_id }) => literal(erasure_id)).join(', ');
    await lease.run(`DELETE FROM erasures WHERE erasure_id IN (${ids})`);
  }
  await tidyNotes(left);
}

async function provenGone(open: readonly Open[], now: number): Promise<Set<Open>> {
  const noted = open.filter(({ note }) => note !== undefined);
  if (noted.length === 0) return new Set();
  const landed = await oldestLanded();
  const copied = await oldestBelow(resultsPrefix, exportsPrefix);
  const notes = await vanished(new Set(noted.map(({ note }) => note as string)));
  return new Set(
    noted.filter(
      ({ requested_at, note = '', noted_at = now }) =>
        requested_at + heldByStream < now &&
        requested_at + hour < landed &&
        noted_at < copied &&
        notes.has(note),
    ),
  );
}

/** When the oldest row came that is still in landing, or was kept because it could not be delivered there. */
async function oldestLanded(): Promise<number> {
  const undelivered = (await oldestBelow(errorsPrefix)) - heldByStream;
  for await (const { key } of listObjects(landingPrefix)) {
    const [, of] = /hour=(\d{4}-\d\d-\d\d-\d\d)\//.exec(key) ?? [];
    // Their names are in the order of time.
    if (of) return Math.min(undelivered, startOf(of));
  }
  return undelivered;
}

/** When the oldest object below these prefixes was written. */
async function oldestBelow(...prefixes: string[]): Promise<number> {
  let oldest = Number.POSITIVE_INFINITY;
  for (const prefix of prefixes)
    for await (const { modified } of listObjects(prefix)) oldest = Math.min(oldest, modified);
  return oldest;
}
