import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Spread, spread } from './rounds.ts';

/** Of an SDK that is not TypeScript's: microseconds of CPU a call, ms of an exit, bytes of the package. */
export type SdkPackage = { track: Spread; empty: Spread; exit: Spread; bytes: number };

/**
 * A program of the SDK's own, which prints what a call took and ends: with the SDK in the folder that is its last
 * argument, without it where that is `none`. From its last line to its end is its exit.
 */
async function measure([command = '', ...args]: string[], folder: string) {
  const { DO_NOT_TRACK: _, ...env } = process.env;
  const child = spawn(command, [...args, folder], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  const began = performance.now();
  await once(child, 'exit');
  return { call: Number(line), exit: performance.now() - began };
}

/** Makes the package by `build`, and then the program by `prepare`, which tells the package's file and the command. */
export async function measurePackage(
  build: string,
  prepare: (made: string) => { file: string; command: string[] },
  rounds: number,
): Promise<SdkPackage> {
  const made = mkdtempSync(join(tmpdir(), 'assent-bench-'));
  try {
    execFileSync(process.execPath, [build, made], { stdio: ['ignore', 'ignore', 'inherit'] });
    const { file, command } = prepare(made);
    const all: Record<'ours' | 'none', Awaited<ReturnType<typeof measure>>>[] = [];
    for (let round = 0; round < rounds; round++) {
      const ours = await measure(command, join(made, `telemetry-${round}`));
      all.push({ ours, none: await measure(command, 'none') });
    }
    return {
      track: spread(all.map(({ ours }) => ours.call)),
      empty: spread(all.map(({ none }) => none.call)),
      exit: spread(all.map(({ ours, none }) => ours.exit - none.exit)),
      bytes: statSync(file).size,
    };
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
