import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type CountryResponse, Reader } from 'mmdb-lib';
import { during } from '../operator/progress.ts';
import { checkCatalog } from '../shared/catalog/catalog.check.ts';
import { dayOf } from '../shared/time.ts';
import { openLake } from './duckdb.ts';
import { type Run, run } from './run.ts';
import { type Admin, fleetFile, sendSample } from './sample.ts';
import { sentence } from './sentence.ts';
import { synthesize } from './synth.ts';

const help = `Usage: npm start -- [options]

Runs the stack on this machine: the functions that would be deployed, behind a local
gateway, with local stand-ins for DynamoDB, Firehose, S3 and Athena.

  --port <n>    where the API listens (default 8787)
  --data <dir>  where everything stored or logged lies (default .data)
  --empty       no sample fleet and no product
  --help        this text`;

/** Prints one sentence on what to do, and ends: 2 for a wrong call, 1 for a failure. */
function stop(sentence: string, code: 1 | 2): never {
  console.error(sentence);
  process.exit(code);
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '8787' },
        data: { type: 'string', default: '.data' },
        empty: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!/^\d+$/.test(values.port) || port > 65535) throw new Error('--port must be a number up to 65535');
    return { ...values, port, data: resolve(values.data) };
  } catch (fault) {
    const [what] = (fault as Error).message.split(/\.\s/);
    return stop(`${what}. Add --help to see what there is.`, 2);
  }
}

/** Runs a command of the project as a person would, and waits for it. */
async function command(file: string, ...args: string[]): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'cli', file), ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  await once(child, 'exit');
}

const { port, data, empty, help: wanted } = options();
if (wanted) {
  console.log(help);
  process.exit(0);
}

const fail = (fault: Error) => stop(sentence(fault, port, data), 1);
await mkdir(data, { recursive: true, mode: 0o700 }).catch(fail);
// Said before anything there is touched: another run may have it.
(await openLake(data).catch(fail)).closeSync();
// Only what is deployed asks people by its notice; while one writes at a catalog, a word will do.
const unreleased = await checkCatalog().catch((fault: Error) => stop(fault.message, 1));
if (unreleased) console.error(unreleased);
const stack = join(data, 'cdk.out');
await during('synthesizing the stack', synthesize(stack)).catch((fault: Error & { stderr?: string }) =>
  stop(`The stack can't be synthesized:\n${fault.stderr ?? fault.message}`, 1),
);

const local: Run = await run({ stack, data, port }).catch(fail);
let ending = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, async () => {
    if (ending) return;
    ending = true;
    await local.stop();
    process.exit(0);
  });
}

const admin: Admin = async (command, request) => {
  const outcome = await local.functions.invoke(local.template.outputs.AdminFunction as string, {
    command,
    ...request,
  });
  if ('fault' in outcome) throw new Error(`The admin function failed (${outcome.fault.errorType}).`);
  const answer = outcome.result as Record<string, string>;
  return 'error' in answer ? undefined : answer;
};
if (empty && existsSync(fleetFile(data))) {
  console.error(
    `The sample fleet is silent; what it sent stays in ${data}: choose another --data to start from nothing.`,
  );
}
if (!empty) {
  await sendSample(local.url, data, admin).catch(async (fault: Error) => {
    if (ending) return;
    await local.stop();
    stop(`The sample fleet could not be sent: ${fault.message} Start again to go on, or with --empty.`, 1);
  });
}
for (const table of globSync(join(stack, 'asset.*', 'countries.mmdb'))) {
  const { buildEpoch } = new Reader<CountryResponse>(readFileSync(table)).metadata;
  console.error(`countries by the table of ${dayOf(buildEpoch.getTime())}`);
}
await command('refresh.ts', '--data', data);
for (const name of ['version-distribution', 'license-usage']) {
  if (!empty && !ending) await command('report.ts', name, '--data', data);
}
if (!ending) {
  console.error(`the reports as a page: ${local.url}/reports`);
  console.log(`ready ${local.url}`);
}
