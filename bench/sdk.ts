import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Spread, spread } from './rounds.ts';

/** Microseconds of CPU a call, and milliseconds by the clock of an exit: with the SDK, and without. */
export type Sdk = {
  /** Of a call in a loop; of a turn of the event loop with one call, and so with a write of its own. */
  track: Spread;
  turn: Spread;
  /** Of an empty function, and of a turn that tracks nothing. */
  empty: Spread;
  nothing: Spread;
  exit: Spread;
};

const sdk = join(import.meta.dirname, '..', 'sdk');

/** A program that measures, with the SDK or without, in a process of its own. */
const program = (entry: string, folder: string, withSdk: boolean) => `
const options = { url: 'http://127.0.0.1:9', writeKey: 'bench.key', context: { product_version: '1.0.0' } };
let call = () => {};
let telemetry;
if (${withSdk}) {
  const { Assent } = await import(${JSON.stringify(entry)});
  telemetry = new Assent({ ...options, folder: ${JSON.stringify(folder)} });
  telemetry.consent.grant(['usage']);
  call = () => telemetry.featureUsed('export_pdf', { duration_ms: 12 });
}
const time = async (work, times) => {
  const before = process.cpuUsage();
  await work(times);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
};
const loop = (times) => { for (let n = 0; n < times; n++) call(); };
const turns = async (times) => { for (let n = 0; n < times; n++) { call(); await new Promise(setImmediate); } };
await time(loop, 20000);
await time(turns, 2000);
const result = { call: await time(loop, 5000), turn: await time(turns, 2000) };
// Some wait in memory and in an open file, as at any end.
for (let n = 0; n < 50; n++) call();
const began = performance.now();
process.on('exit', () => console.log(JSON.stringify({ ...result, exit: performance.now() - began })));
process.exit();
`;

export function measureSdk(rounds: number): Sdk {
  execFileSync(process.execPath, [join(sdk, 'build.ts')]);
  const entry = pathToFileURL(join(sdk, 'dist', 'node.js')).href;
  const { DO_NOT_TRACK: _, ...env } = process.env;
  const measure = (withSdk: boolean): { call: number; turn: number; exit: number } => {
    const folder = mkdtempSync(join(tmpdir(), 'assent-bench-'));
    try {
      const source = program(entry, folder, withSdk);
      const out = execFileSync(process.execPath, ['--input-type=module', '--eval', source], { env });
      return JSON.parse(out.toString());
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  const both = Array.from({ length: rounds }, () => ({ ours: measure(true), none: measure(false) }));
  const of = (what: (one: (typeof both)[number]) => number) => spread(both.map(what));
  return {
    track: of(({ ours }) => ours.call),
    empty: of(({ none }) => none.call),
    turn: of(({ ours }) => ours.turn),
    nothing: of(({ none }) => none.turn),
    exit: of(({ ours, none }) => ours.exit - none.exit),
  };
}
