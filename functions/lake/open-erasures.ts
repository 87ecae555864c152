import { limits } from '../../shared/limits.ts';
import { type Erasure, erasureKey, expiring, type Installation } from '../platform/records.ts';
import { changeItem, readMany } from '../platform/store.ts';
import type { Lease } from './lease.ts';
import { openErasures } from './statements.ts';

/** An erasure under way, and what its item says of it. Times in milliseconds since 1970. */
export type Open = { erasure_id: string; requested_at: number } & Progress;
type Progress = Partial<Pick<Erasure, 'status' | 'completed_at' | 'note' | 'noted_at'>>;

/** All that are under way, oldest first. */
export async function openOnes(lease: Lease): Promise<Open[]> {
  const rows = await lease.rows(openErasures);
  const items = await readMany(rows.map(({ erasure_id }) => erasureKey(erasure_id as string)));
  return rows.map(({ erasure_id, requested_at }, i) => {
    const { status, note, noted_at } = items[i]?.erasure ?? ({} as Partial<Erasure>);
    return {
      erasure_id: erasure_id as string,
      requested_at: Number(requested_at) * 1000,
      status,
      note,
      noted_at,
    };
  });
}

/** How many items are written at once. */
const atOnce = 25;

/** Sets how far each of these has come. */
export async function setStatuses(open: readonly Open[], progress: Progress): Promise<void> {
  for (let i = 0; i < open.length; i += atOnce)
    await Promise.all(open.slice(i, i + atOnce).map((erasure) => setStatus(erasure, progress)));
}

/** Sets how far an erasure has come. It never goes back, even where its request came twice. */
async function setStatus({ erasure_id }: Open, progress: Progress): Promise<void> {
  await changeItem(erasureKey(erasure_id), (item) => {
    if (!item?.erasure || item.erasure.status === 'completed') return item;
    const erasure = { ...item.erasure, ...progress };
    return { ...item, erasure, ttl: expiry(item, erasure), version: item.version + 1 };
  });
}

/** When an item may go, in seconds since 1970: some time after, where there was nothing but its erasure. */
function expiry({ decision, ttl }: Installation, { status, undecided }: Erasure): number | undefined {
  if (!undecided || decision) return undefined;
  return status === 'completed' ? expiring(Date.now() + limits.undecidedTime).ttl : ttl;
}
