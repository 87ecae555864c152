import { execFile } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bundle } from '../infra/bundle.ts';
import { lambdaEvent, wire } from './batch.ts';
import { type Contents, contents } from './contents.ts';
import { type Spread, spread } from './rounds.ts';
import { surroundings } from './surroundings.ts';

/** Milliseconds above a bare start of Node: of CPU, and as the clock says. `first` is to the end of a first request. */
type ColdRow = { name: string; cpu: Spread; wall: Spread } & Contents;
export type Cold = {
  bare: { cpu: Spread; wall: Spread };
  functions: ColdRow[];
  first: { cpu: Spread; wall: Spread };
};

const functions = readdirSync(join(import.meta.dirname, '..', 'functions'), { withFileTypes: true })
  .filter(({ parentPath, name }) => existsSync(join(parentPath, name, 'handler.ts')))
  .map(({ name }) => name);

const report =
  'const { user, system } = process.cpuUsage(); console.log(JSON.stringify([(user + system) / 1000, performance.now()])); process.exit()';
const importing = (entry: string) => `const { handler } = await import('${pathToFileURL(entry)}')`;
const requesting = (file: string) =>
  `const { readFileSync } = await import('node:fs');
   const { statusCode } = await handler(JSON.parse(readFileSync('${file}', 'utf8')), {});
   if (statusCode !== 202) throw new Error(statusCode)`;

/** Starts each function in fresh processes, in turns, with plain JavaScript so that no type has to be stripped. */
export async function cold(rounds: number): Promise<Cold> {
  const entries = functions.map((name) => join(bundle(name), 'index.mjs'));
  const { env, folder, stop } = await surroundings();
  const first = join(folder, 'first.json');
  writeFileSync(first, JSON.stringify(lambdaEvent(wire(50))));
  const scripts = [
    report,
    ...entries.map((entry) => `${importing(entry)}; ${report}`),
    `${importing(entries[functions.indexOf('ingest')] as string)}; ${requesting(first)}; ${report}`,
  ];
  const measured = scripts.map(() => ({ cpu: [] as number[], wall: [] as number[] }));
  try {
    for (let round = 0; round < rounds; round++) {
      for (const [i, script] of scripts.entries()) {
        const args = ['--input-type=module', '--eval', script];
        const { stdout } = await promisify(execFile)(process.execPath, args, { env });
        // A request leaves a line of the log before it.
        const [cpu, wall] = JSON.parse(stdout.trimEnd().split('\n').at(-1) as string);
        measured[i]?.cpu.push(cpu);
        measured[i]?.wall.push(wall);
      }
    }
  } finally {
    stop();
  }
  const [bare, ...others] = measured.map(({ cpu, wall }) => ({ cpu: spread(cpu), wall: spread(wall) })) as [
    Cold['bare'],
  ] &
    Cold['bare'][];
  const above = others.map(({ cpu, wall }) => ({ cpu: minus(cpu, bare.cpu), wall: minus(wall, bare.wall) }));
  return {
    bare,
    functions: functions.map((name, i) => ({ name, ...(above[i] as Cold['bare']), ...contents(name) })),
    first: above.at(-1) as Cold['bare'],
  };
}

const minus = (one: Spread, other: Spread): Spread => ({
  min: one.min - other.min,
  median: one.median - other.median,
  max: one.max - other.max,
});
