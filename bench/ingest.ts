import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build, bundle } from '../infra/bundle.ts';
import type { Effort, Spread } from './rounds.ts';
import { surroundings } from './surroundings.ts';

/** Microseconds of CPU an event: of the floor, of its part without the two calls, and of ours; and ours to the floor. */
export type IngestRow = { batch: number; floor: Spread; work: Spread; ours: Spread; ratio: Spread };

/** Measures the bundle that would be deployed against the floor, in a process as Lambda would start it. */
export async function ingest({ rounds, budget }: Effort): Promise<IngestRow[]> {
  const { env, folder, stop } = await surroundings();
  try {
    const floor = join(folder, 'floor');
    build(join(import.meta.dirname, 'floor.ts'), floor);
    const args = [
      join(import.meta.dirname, 'measure.ts'),
      join(bundle('ingest'), 'index.mjs'),
      join(floor, 'index.mjs'),
      String(rounds),
      String(budget),
    ];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    return JSON.parse(stdout);
  } finally {
    stop();
  }
}
