import { Command, InvalidArgumentError, Option } from 'commander';
import { main } from '../operator/program.ts';
import { batches } from './batch.ts';
import { cold } from './cold.ts';
import { heaviest, ingest, steps, worstRequests } from './ingest.ts';
import { lake } from './lake.ts';
import { lakeTables } from './lake-print.ts';
import { load } from './load.ts';
import {
  coldTables,
  ingestTable,
  loadTable,
  numbersTable,
  scrubTable,
  sdkTable,
  stepsTable,
  worstTable,
} from './print.ts';
import { scales, scaleTable } from './scale.ts';
import { searchWorst } from './scrub.ts';
import { measureSdk } from './sdk.ts';
import { measureLanguage, numbered } from './sdk-languages.ts';

function positive(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a whole number of at least 1.');
  return Number(text);
}
const round = (value: number) => Math.round(value * 100) / 100;

const bench = new Command('npm run bench --').description(
  'Measures on this machine. Ratios carry over to other machines; times do not.',
);
const measuring = (name: string, description: string, rounds: number) =>
  bench
    .command(name)
    .description(description)
    .option('--rounds <n>', 'measure so often', positive, rounds)
    .option('--json', 'print one JSON object');

const beside = 'beside the ingest of serverless-website-analytics, fetched from npm (40 MB)';

measuring('ingest', 'CPU an event of the bundle that would be deployed, against the least possible', 7)
  .option('--budget <ms>', 'CPU time of each turn', positive, 200)
  .option('--peer', beside)
  .action(async ({ json, peer, ...effort }) => {
    const rows = await ingest({ ...effort, sizes: batches }, peer);
    const plain = rows.map(({ batch, floor, ours, ratio, peer }) => ({
      batch,
      floor_us: round(floor.median),
      ours_us: round(ours.median),
      ratio: round(ratio.median),
      ...(peer && { peer_us: round(peer.median) }),
    }));
    console.log(json ? JSON.stringify({ rows: plain }) : ingestTable(rows));
  });

measuring('steps', 'CPU an event of each step of ingest', 7)
  .option('--budget <ms>', 'CPU time of each turn', positive, 100)
  .action(async ({ json, ...effort }) => {
    const rows = await steps({ ...effort, sizes: batches });
    console.log(json ? JSON.stringify({ rows }) : stepsTable(rows));
  });

bench
  .command('scrub')
  .description(
    'searches for the texts that take longest to scrub: CPU of a batch of 500 events with two of them each',
  )
  .option('--tries <n>', 'mixtures to try', positive, 1000)
  .option('--seed <n>', 'where the search begins', positive, 1)
  .option('--json', 'print one JSON object')
  .action(({ json, ...effort }) => {
    const measured = searchWorst(effort);
    console.log(json ? JSON.stringify(measured) : scrubTable(measured));
  });

bench
  .command('worst')
  .description(
    'searches for the request that takes most CPU beyond what its size costs; fails above 250 ms and 512 MB',
  )
  .option('--seconds <n>', 'search for so long', positive, 60)
  .option('--seed <n>', 'where the search begins', positive, 1)
  .option('--json', 'print one JSON object')
  .action(async ({ json, ...task }) => {
    const measured = { ...(await worstRequests(task)), memory_mb: await heaviest() };
    console.log(json ? JSON.stringify(measured) : worstTable(measured));
    const { found, memory_mb } = measured;
    if (memory_mb > 512 || found.some(({ ms, plain_ms }) => ms - plain_ms > 250)) process.exitCode = 1;
  });

measuring('cold', 'a start of each function above a bare start of Node', 15)
  .option('--peer', beside)
  .action(async ({ json, rounds, peer }) => {
    const measured = await cold(rounds, peer);
    console.log(json ? JSON.stringify(measured) : coldTables(measured));
  });

measuring('sdk', "an SDK's track() against an empty function, and what it adds to an exit", 7)
  .addOption(
    new Option('--language <name>', 'of the SDK in this language')
      .choices(['typescript', ...numbered])
      .default('typescript'),
  )
  .action(async ({ json, rounds, language }) => {
    if (language === 'typescript') {
      const measured = measureSdk(rounds);
      console.log(json ? JSON.stringify(measured) : sdkTable(measured));
    } else {
      const measured = await measureLanguage(language, rounds);
      console.log(json ? JSON.stringify(measured) : numbersTable(measured));
    }
  });

bench
  .command('load')
  .description('posts to a local run made for it, and checks that every accepted event is in the table')
  .option('--seconds <n>', 'post for so long', positive, 10)
  .option('--batch <n>', 'events a request', positive, 50)
  .option('--at-once <n>', 'requests at once', positive, 4)
  .option('--json', 'print one JSON object')
  .action(async ({ json, ...effort }) => {
    const measured = await load(effort);
    console.log(json ? JSON.stringify(measured) : loadTable(measured));
    if (measured.accepted !== measured.rows) process.exitCode = 1;
  });

measuring('lake', 'what refreshes and reports take as history grows, on Trino (Java 24, Maven, 540 MB)', 3)
  .option('--millions <n>', 'events of the longer history; the shorter has a tenth', Number, 1)
  .option('--fleet <n>', 'beside fifty events an installation and day, so many times as many', positive, 1)
  .action(async ({ json, ...effort }) => {
    const measured = await lake(effort, (what) => console.error(`${what} …`));
    console.log(json ? JSON.stringify(measured) : lakeTables(measured));
  });

bench
  .command('scale')
  .description(
    'what 10^6 to 10^10 events a day come to, and what breaks first: arithmetic from what was measured',
  )
  .option('--json', 'print one JSON object')
  .action(({ json }) => console.log(json ? JSON.stringify(scales()) : scaleTable()));

await main(bench);
