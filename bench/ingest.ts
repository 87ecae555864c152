import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build, bundle } from '../infra/bundle.ts';
import { heavy } from './heavy.ts';
import { fetchPeer } from './peer.ts';
import type { Spread, Task } from './rounds.ts';
import { surroundings } from './surroundings.ts';
import type { Worst, WorstTask } from './worst.ts';

/** Microseconds of CPU an event: of the floor, of its part without the two calls, of ours; and ours to the floor. */
export type IngestRow = {
  batch: number;
  floor: Spread;
  work: Spread;
  ours: Spread;
  ratio: Spread;
  /** Of the peer, which takes one event a request. */
  peer?: Spread;
};

/** Microseconds of CPU an event of each step, as it comes on the way of a batch. */
export type StepsRow = { batch: number } & Record<
  'open' | 'admit' | 'check' | 'scrub' | 'row' | 'pack' | 'put',
  number
>;

/** Measures the bundle that would be deployed against the floor and, if asked for, beside a peer. */
export const ingest = (task: Task, withPeer = false): Promise<IngestRow[]> =>
  asFunction('measure.ts', task, async (folder) => {
    const floor = join(folder, 'floor');
    build(join(import.meta.dirname, 'floor.ts'), floor);
    const entries = [bundle('ingest'), floor].map((each) => join(each, 'index.mjs'));
    if (!withPeer) return { entries };
    const { entry, env } = await fetchPeer(folder);
    return { entries: [...entries, entry], env };
  });

/** Measures the steps of `ingest`. */
export const steps = (task: Task): Promise<StepsRow[]> =>
  asFunction('steps.ts', task, async () => ({ entries: [] }));

/** Searches for the requests that take most CPU beyond what their size costs. */
export const worstRequests = (task: WorstTask): Promise<Worst> =>
  asFunction('worst.ts', task, async () => ({ entries: [join(bundle('ingest'), 'index.mjs')] }));

/** The most memory in MB that a function takes for requests which inflate to the limit. */
export const heaviest = (): Promise<number> =>
  asFunction('heavy.ts', {}, async (folder) => {
    const files = Object.values(heavy()).map((body, i) => {
      const file = join(folder, `${i}.gz`);
      writeFileSync(file, body);
      return file;
    });
    return { entries: [join(bundle('ingest'), 'index.mjs'), ...files] };
  });

/** What a file needs beside its task: entries of bundles, and more environment. */
type Needs = { entries: string[]; env?: Record<string, string> };

/** Runs a file of this folder in a process with the environment of a function; returns what it prints last. */
async function asFunction<Rows>(
  file: string,
  task: object,
  prepare: (folder: string) => Promise<Needs>,
): Promise<Rows> {
  const { env, folder, stop } = await surroundings();
  try {
    const needs = await prepare(folder);
    const args = [join(import.meta.dirname, file), JSON.stringify(task), ...needs.entries];
    // A peer may write a lot.
    const options = { env: { ...env, ...needs.env }, maxBuffer: 2 ** 28 };
    const { stdout } = await promisify(execFile)(process.execPath, args, options);
    return JSON.parse(stdout.trimEnd().split('\n').at(-1) as string);
  } finally {
    stop();
  }
}
