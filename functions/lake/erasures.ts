import { readItems, setAttributes } from '../edge/store.ts';
import { type Erasure, erasureKey } from '../rights/erase.ts';
import type { Lease } from './lease.ts';
import { openErasures } from './statements.ts';

/** An erasure under way, and what its item says of it. Times in milliseconds since 1970. */
export type Open = { erasure_id: string; requested_at: number } & Partial<
  Pick<Erasure, 'status' | 'rewritten_at'>
>;

/** All that are under way, oldest first. */
export async function openOnes(lease: Lease): Promise<Open[]> {
  const rows = await lease.rows(openErasures);
  const found: Open[] = [];
  // As many as one read takes.
  for (let i = 0; i < rows.length; i += 100) {
    const some = rows.slice(i, i + 100);
    const items = await readItems(some.map(({ erasure_id }) => erasureKey(erasure_id as string)));
    for (const [at, { erasure_id, requested_at }] of some.entries()) {
      const { status, rewritten_at } = (items[at] ?? {}) as unknown as Partial<Erasure>;
      const asked = { erasure_id: erasure_id as string, requested_at: Number(requested_at) * 1000 };
      found.push({ ...asked, status, rewritten_at });
    }
  }
  return found;
}

/** Says how far an erasure has come. It never goes back, even where its request came twice. */
export async function say(
  { erasure_id }: Open,
  progress: Partial<Pick<Erasure, 'status' | 'rewritten_at'>>,
): Promise<void> {
  const values = { ':completed': 'completed' };
  const names = { '#status': 'status' };
  await setAttributes(erasureKey(erasure_id), progress, { if: '#status <> :completed', names, values });
}
