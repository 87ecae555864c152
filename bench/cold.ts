import { execFile } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bundle } from '../infra/bundle.ts';
import { lambdaEvent, wire } from './batch.ts';
import { type Contents, contents } from './contents.ts';
import { fetchPeer, peerEvent } from './peer.ts';
import { type Spread, spread } from './rounds.ts';
import { surroundings } from './surroundings.ts';

/** Milliseconds of CPU, and as the clock says. */
type Times = { cpu: Spread; wall: Spread };
/** All but `bare` are above a bare start of Node; `first` is to the end of a first request. */
export type Cold = {
  bare: Times;
  functions: ({ name: string } & Times & Contents)[];
  first: Times;
  peer?: { imported: Times; first: Times };
};

const functions = readdirSync(join(import.meta.dirname, '..', 'functions'), { withFileTypes: true })
  .filter(({ parentPath, name }) => existsSync(join(parentPath, name, 'handler.ts')))
  .map(({ name }) => name);

const report =
  'const { user, system } = process.cpuUsage(); console.log(JSON.stringify([(user + system) / 1000, performance.now()])); process.exit()';
const importing = (entry: string) => `const { handler } = await import('${pathToFileURL(entry)}')`;
const requesting = (file: string, status: number) =>
  `const { readFileSync } = await import('node:fs');
   const { statusCode } = await handler(JSON.parse(readFileSync('${file}', 'utf8')), { awsRequestId: 'one', getRemainingTimeInMillis: () => 9000 });
   if (statusCode !== ${status}) throw new Error(statusCode)`;

/** Starts each function in fresh processes, in turns, with plain JavaScript so that no type has to be stripped. */
export async function cold(rounds: number, withPeer = false): Promise<Cold> {
  const entries = functions.map((name) => join(bundle(name), 'index.mjs'));
  const { env, folder, stop } = await surroundings();
  /** What imports an entry and takes a first request. */
  const first = (entry: string, name: string, event: object, status: number) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(event));
    return `${importing(entry)}; ${requesting(file, status)}`;
  };
  try {
    const ours = entries[functions.indexOf('ingest')] as string;
    const scripts = ['', ...entries.map(importing), first(ours, 'ours', lambdaEvent(wire(50)), 202)];
    if (withPeer) {
      const peer = await fetchPeer(folder);
      Object.assign(env, peer.env);
      scripts.push(importing(peer.entry), first(peer.entry, 'peer', peerEvent, 200));
    }
    const [bare, ...others] = (await timed(scripts, rounds, env)) as [Times, ...Times[]];
    const above = others.map(({ cpu, wall }) => ({
      cpu: minus(cpu, bare.cpu),
      wall: minus(wall, bare.wall),
    }));
    const [last, ...peer] = above.slice(functions.length) as [Times, ...Times[]];
    return {
      bare,
      functions: functions.map((name, i) => ({ name, ...(above[i] as Times), ...contents(name) })),
      first: last,
      ...(withPeer && { peer: { imported: peer[0] as Times, first: peer[1] as Times } }),
    };
  } finally {
    stop();
  }
}

async function timed(scripts: readonly string[], rounds: number, env: NodeJS.ProcessEnv): Promise<Times[]> {
  const measured = scripts.map(() => ({ cpu: [] as number[], wall: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (const [i, script] of scripts.entries()) {
      const args = ['--input-type=module', '--eval', `${script}; ${report}`];
      const { stdout } = await promisify(execFile)(process.execPath, args, { env });
      // A request leaves a line of the log before it.
      const [cpu, wall] = JSON.parse(stdout.trimEnd().split('\n').at(-1) as string);
      measured[i]?.cpu.push(cpu);
      measured[i]?.wall.push(wall);
    }
  }
  return measured.map(({ cpu, wall }) => ({ cpu: spread(cpu), wall: spread(wall) }));
}

const minus = (one: Spread, other: Spread): Spread => ({
  min: one.min - other.min,
  median: one.median - other.median,
  max: one.max - other.max,
});
