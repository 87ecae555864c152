import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { synthesize } from '../local/synth.ts';
import { main, Stop } from '../operator/program.ts';
import { asked, lakeWalk } from './asked.ts';
import { clients, rudeness } from './clients.ts';
import { canFill, fullDisk } from './disk.ts';
import { killed } from './killed.ts';
import { athena, kills } from './lake.ts';
import { type Case, Lane } from './lane.ts';
import { joined, type Row, renewed, table, wrongIn } from './row.ts';
import { alone, deaths, half, pairs, ways } from './services.ts';
import { soak } from './soak.ts';

type Options = { short?: true; only?: string; json?: true; write?: true };
/** Something that runs in a lane and can be counted after the lane's last refresh. */
type Part = (lane: Lane) => Promise<() => Promise<Row>>;

const tell = (text: string) => console.error(text);

/** Runs its parts one after the other, on a local run of their own, and counts what became of all that was sent. */
async function inLane(stack: string, parts: [string, Part][]): Promise<Row[]> {
  const lane = await Lane.start(stack);
  try {
    const counts: (() => Promise<Row>)[] = [];
    for (const [name, part] of parts) {
      counts.push(await part(lane));
      tell(`  ${name}`);
    }
    lane.run.deliver();
    await lane.refresh('late', 'erase', 'export');
    const rows: Row[] = [];
    for (const count of counts) rows.push(await count());
    return rows;
  } finally {
    await lane.stop();
  }
}

const cases = (some: Case[]): [string, Part][] =>
  some.map((each) => [each.fault, (lane) => lane.during(each)]);

/** Tells how far something is, every few seconds. */
function progress(what: string): (at: string) => void {
  let last = 0;
  return (at) => {
    if (Date.now() - last < 5000) return;
    last = Date.now();
    tell(`  ${what}: ${at}`);
  };
}

/** All there is to try, by the names of which `--only` takes a part; each goes on a run of its own. */
const lanes: Record<string, (stack: string, short?: true) => Promise<Row[]>> = {
  dynamodb: (stack) => inLane(stack, cases(alone('DynamoDB'))),
  firehose: (stack) => inLane(stack, cases(alone('Firehose'))),
  secrets: (stack) => inLane(stack, cases([...alone('Secrets Manager'), ...pairs])),
  halves: (stack) => inLane(stack, cases([...half, ...deaths])),
  clients: (stack) =>
    inLane(
      stack,
      rudeness.map((way) => [way, (lane) => clients(lane, way)]),
    ),
  athena: (stack) =>
    inLane(
      stack,
      Object.keys(ways).map((way) => [`Athena ${way}`, (lane) => athena(lane, way)]),
    ),
  lake: (stack, short) => {
    const tell = progress('the lake, killed');
    return inLane(stack, [['the lake, killed', (lane) => kills(lane, short ? 8 : 40, tell)]]);
  },
  steps: (stack) => inLane(stack, asked),
  'steps-tables': async (stack, short) => {
    const what = 'the lake, killed at one call after the other';
    const walk = lakeWalk(short ? 31 : 1, progress(what));
    const rows: Row[] = [];
    while (!walk.ended) rows.push(...(await inLane(stack, [[what, walk.part]])));
    return [joined(rows)];
  },
  run: async (stack, short) => [await killed(stack, short ? 4 : 30, progress('the whole run, killed'))],
  disk: async (stack) => {
    if (canFill()) return [await fullDisk(stack, progress('a full disk'))];
    tell('  a full disk: left out, since this machine lets nobody mount one');
    return [];
  },
};

/** On a machine that does much else, answers come late whatever we do. */
const isBusy = () => (loadavg()[0] as number) > 4 * availableParallelism();

async function faults({ short, only = '', json, write }: Options): Promise<void> {
  const stack = mkdtempSync(join(tmpdir(), 'assent-faults-stack-'));
  tell('synthesizing the stack …');
  await synthesize(stack);
  const some = Object.entries(lanes).filter(([name]) => name.includes(only));
  // Those that go from call to call come last: they would only make the others' clients wait.
  const ended: PromiseSettledResult<Row[]>[] = [];
  let busy = false;
  for (const last of [false, true]) {
    const group = some.filter(([name]) => name.startsWith('steps') === last);
    ended.push(...(await Promise.allSettled(group.map(([, lane]) => lane(stack, short)))));
    busy ||= isBusy();
  }
  rmSync(stack, { recursive: true, force: true });
  const rows = ended.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  const broken = ended.flatMap((each) => (each.status === 'rejected' ? String(each.reason) : []));
  if (write) document((before) => (only ? renewed(before, rows) : table(rows)));
  console.log(json ? JSON.stringify(rows, null, 2) : table(rows));
  if (busy) tell('This machine is too busy to tell how long clients wait: only what was stored is judged.');
  const wrong = rows.flatMap((row) => (wrongIn(row, busy) ? `${row.fault}: ${wrongIn(row, busy)}` : []));
  if (wrong.length + broken.length > 0) throw new Stop(`Not all held: ${[...wrong, ...broken].join('; ')}`);
}

const page = resolve(import.meta.dirname, '..', 'docs', 'operations.md');
const between = /(?<=<!-- written by npm run faults -->\n)[\s\S]*?(?=\n<!-- end -->)/;

/** Puts the table into its place in the docs, in that of the one before. */
function document(table: (before: string) => string): void {
  writeFileSync(page, readFileSync(page, 'utf8').replace(between, table));
}

const command = new Command('npm run faults --')
  .description(
    'Makes everything fail that the service stands on, each alone and together, and counts what was lost, doubled or leaked.',
  )
  .option('--short', 'fewer kills: what CI runs, in about two minutes')
  .option('--only <name>', `only what has this in its name: ${Object.keys(lanes).join(', ')}`)
  .option('--json', 'print the lines as JSON')
  .option('--write', 'write the table into docs/operations.md: with --only, its lines of what was run')
  .action(faults);
command
  .command('soak')
  .description(
    'sends through the SDK while faults come and go; what is tracked must be stored, and memory bounded',
  )
  .option('--minutes <n>', 'for so long', Number, 60)
  .action(async ({ minutes }: { minutes: number }) => {
    const soaked = await soak(minutes, progress('soak'));
    console.log(JSON.stringify(soaked, null, 2));
    const { tracked, dropped, stored, early, late } = soaked;
    if (stored + dropped !== tracked) throw new Stop(`Of ${tracked} events ${stored} were stored.`);
    for (const what of ['memory_mb', 'handles', 'files'] as const)
      if (late[what] > 1.5 * early[what] + 50)
        throw new Stop(`${what} grew from ${early[what]} to ${late[what]}.`);
  });
await main(command);
