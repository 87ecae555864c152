import { readFileSync } from 'node:fs';
import { ingest } from './ingest.ts';

/**
 * A short bench beside the committed one (bench/baseline.json): prints both, the best of two tries, and says where a
 * ratio to the floor is worse by more than half. It fails no check: a busy machine is no regression.
 */
type Baseline = { rows: { batch: number; ratio: number }[] };
const { rows: before }: Baseline = JSON.parse(
  readFileSync(new URL('./baseline.json', import.meta.url), 'utf8'),
);
const task = { rounds: 3, budget: 100, sizes: before.map(({ batch }) => batch) };
const tries = [await ingest(task), await ingest(task)];

for (const [n, { batch, ratio }] of before.entries()) {
  const now = Math.min(...tries.map((rows) => rows[n]?.ratio.median ?? Number.POSITIVE_INFINITY));
  const worse = now > 1.5 * ratio ? ': worse by more than half; look again on a quiet machine' : '';
  console.log(`batches of ${batch}: ${ratio.toFixed(2)} times the floor, now ${now.toFixed(2)}${worse}`);
}
