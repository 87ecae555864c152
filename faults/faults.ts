import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { synthesize } from '../local/synth.ts';
import { main, Stop } from '../operator/program.ts';
import { clients, rudeness } from './clients.ts';
import { canFill, fullDisk } from './disk.ts';
import { killed } from './killed.ts';
import { athena, kills } from './lake.ts';
import { type Case, Lane } from './lane.ts';
import { type Row, table, wrongIn } from './row.ts';
import { alone, deaths, half, pairs, ways } from './services.ts';

type Options = { short?: true; json?: true; write?: true };
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
    await lane.refresh('late', 'erase');
    const rows: Row[] = [];
    for (const count of counts) rows.push(await count());
    return rows;
  } finally {
    await lane.stop();
  }
}

const cases = (some: Case[]): [string, Part][] =>
  some.map((each) => [each.fault, (lane) => lane.during(each)]);

async function faults({ short, json, write }: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'assent-faults-stack-'));
  tell('synthesizing the stack …');
  await synthesize(folder);
  const said = (what: string) => {
    let last = 0;
    return (at: string) => {
      if (Date.now() - last > 5000) tell(`  ${what}: ${at}`);
      if (Date.now() - last > 5000) last = Date.now();
    };
  };
  const lanes = [
    inLane(folder, cases(alone('DynamoDB'))),
    inLane(folder, cases(alone('Firehose'))),
    inLane(folder, cases([...alone('Secrets Manager'), ...pairs])),
    inLane(folder, [
      ...cases([...half, ...deaths]),
      ...rudeness.map((way): [string, Part] => [way, (lane) => clients(lane, way)]),
    ]),
    inLane(
      folder,
      Object.keys(ways).map((way): [string, Part] => [`Athena ${way}`, (lane) => athena(lane, way)]),
    ),
    inLane(folder, [['the lake, killed', (lane) => kills(lane, short ? 8 : 40, said('the lake, killed'))]]),
    killed(folder, short ? 4 : 30, said('the whole run, killed')),
    canFill()
      ? fullDisk(folder, said('a full disk'))
      : void tell('  a full disk: left out, since this machine lets nobody mount one'),
  ];
  const ended = await Promise.allSettled(lanes);
  const rows = ended.flatMap((each) => (each.status === 'fulfilled' ? (each.value ?? []) : []));
  const broken = ended.flatMap((each) => (each.status === 'rejected' ? String(each.reason) : []));
  rmSync(folder, { recursive: true, force: true });
  if (write) document(table(rows));
  console.log(json ? JSON.stringify(rows, null, 2) : table(rows));
  const wrong = rows.flatMap((row) => (wrongIn(row) ? `${row.fault}: ${wrongIn(row)}` : []));
  if (wrong.length + broken.length > 0) throw new Stop(`Not all held: ${[...wrong, ...broken].join('; ')}`);
}

const page = resolve(import.meta.dirname, '..', 'docs', 'operations.md');
const between = /(<!-- written by npm run faults -->\n)[\s\S]*?(<!-- end -->)/;

/** Puts the table into its place in the docs. */
function document(text: string): void {
  const before = readFileSync(page, 'utf8');
  writeFileSync(
    page,
    before.replace(between, (_, begin: string, end: string) => `${begin}${text}\n${end}`),
  );
}

await main(
  new Command('npm run faults --')
    .description(
      'Makes everything fail that the service stands on, each alone and together, and counts what was lost, doubled or leaked.',
    )
    .option('--short', 'fewer kills: what CI runs, in about two minutes')
    .option('--json', 'print the lines as JSON')
    .option('--write', 'write the table into docs/operations.md')
    .action(faults),
);
