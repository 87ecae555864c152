import { readFileSync } from 'node:fs';
import { ingest } from './ingest.ts';

/**
 * A short bench beside the committed one (bench/baseline.json): prints both, and fails only where a ratio to the floor
 * is worse by more than half. A busy machine is no regression: the best of at most three tries counts.
 */
type Baseline = { rows: { batch: number; ratio: number }[] };
const { rows: before }: Baseline = JSON.parse(
  readFileSync(new URL('./baseline.json', import.meta.url), 'utf8'),
);
const best = new Map<number, number>();
const isWorse = ({ batch, ratio }: Baseline['rows'][number]) => (best.get(batch) as number) > 1.5 * ratio;

for (let left = 3; left > 0; left--) {
  for (const { batch, ratio } of await ingest({
    rounds: 3,
    budget: 100,
    sizes: before.map(({ batch }) => batch),
  })) {
    best.set(batch, Math.min(ratio.median, best.get(batch) ?? Number.POSITIVE_INFINITY));
  }
  if (!before.some(isWorse)) break;
}
for (const { batch, ratio } of before) {
  console.log(`batches of ${batch}: ${ratio.toFixed(2)} times the floor, now ${best.get(batch)?.toFixed(2)}`);
}
if (before.some(isWorse)) throw new Error('Ingest needs more than half again as much CPU as it did.');
