import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build, bundle } from '../infra/bundle.ts';
import type { Spread, Task } from './rounds.ts';
import { surroundings } from './surroundings.ts';

/** Microseconds of CPU an event: of the floor, of its part without the two calls, of ours; and ours to the floor. */
export type IngestRow = { batch: number; floor: Spread; work: Spread; ours: Spread; ratio: Spread };

/** Microseconds of CPU an event of each step, as it comes on the way of a batch. */
export type StepsRow = { batch: number } & Record<
  'open' | 'admit' | 'check' | 'scrub' | 'row' | 'pack' | 'put',
  number
>;

/** Measures the bundle that would be deployed against the floor. */
export const ingest = (task: Task): Promise<IngestRow[]> =>
  asFunction('measure.ts', task, (folder) => {
    const floor = join(folder, 'floor');
    build(join(import.meta.dirname, 'floor.ts'), floor);
    return [bundle('ingest'), floor].map((each) => join(each, 'index.mjs'));
  });

/** Measures the steps of `ingest`. */
export const steps = (task: Task): Promise<StepsRow[]> => asFunction('steps.ts', task, () => []);

/** Runs a file of this folder in a process with the environment of a function; returns what it prints. */
async function asFunction<Rows>(file: string, task: Task, more: (folder: string) => string[]): Promise<Rows> {
  const { env, folder, stop } = await surroundings();
  try {
    const args = [join(import.meta.dirname, file), JSON.stringify(task), ...more(folder)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    return JSON.parse(stdout);
  } finally {
    stop();
  }
}
