import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Options } from '../../sdk/src/node.ts';

/** What `machine.mjs` makes a program believe. */
export type Fake = { clock?: number; os?: object; files?: object };

/** Runs `child.ts` as a program of its own, on a faked machine; returns the lines it printed. */
export async function program(
  options: Options,
  steps: string[],
  fake: Fake = {},
  env = {},
): Promise<string[]> {
  const { CI: _, DO_NOT_TRACK: __, ...rest } = process.env;
  const here = import.meta.dirname;
  const args = ['--import', join(here, 'machine.mjs'), join(here, 'child.ts')];
  const child = spawn(process.execPath, [...args, JSON.stringify({ options, steps })], {
    env: { ...rest, FAKE: JSON.stringify(fake), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  await once(child, 'close');
  return out.trim().split('\n');
}
