import { type Deployment, deployment, type Where } from '../operator/deployment.ts';
import { askAdmin, askLake } from '../operator/invoke.ts';
import { main, program, Stop } from '../operator/program.ts';
import { alarms, look, type looks, product, reported, testKey } from './verify/look.ts';
import { Sender, version } from './verify/sender.ts';
import { clock, delivered, step } from './verify/steps.ts';

const [plain, gzipped] = [3, 4];
const sent = plain + gzipped;

async function verify(options: Where): Promise<void> {
  const there = await deployment(options);
  const url = there.outputs.ApiUrl as string;
  const began = Date.now();
  console.log('On AWS this takes about a quarter of an hour: Firehose collects for five minutes, twice.');
  await step(`the API answers at ${url}`, async () => {
    if (!(await fetch(`${url}/v1/health`)).ok) throw new Stop(`${url}/v1/health does not answer well.`);
  });
  let write_key = '';
  await step(`the admin function makes a test key of the product ${product}`, async () => {
    write_key = await testKey(there);
  });
  const sender = new Sender(url, write_key);
  const cleanUp = async () => {
    // Whatever went wrong, nothing of the installation stays; it may not have got as far as to be known.
    await askAdmin(there, 'erase', { installation_id: sender.installation_id, product }).catch(
      () => undefined,
    );
    await askAdmin(there, 'key revoke', { write_key });
  };
  process.once('SIGINT', () => cleanUp().finally(() => process.exit(130)));
  try {
    await arrive(there, sender);
    await disappear(there, sender);
  } finally {
    await cleanUp();
  }
  await step('the alarms', () => alarms(there));
  console.log(
    `The stack does what it should (${clock(Date.now() - began)}). What was sent is erased, and the key revoked; what stays is that somebody decided.`,
  );
}

const looking =
  (there: Deployment, { installation_id }: Sender) =>
  (name: keyof typeof looks) =>
    look(there, name, installation_id);

/** From consent to a report. */
async function arrive(there: Deployment, sender: Sender): Promise<void> {
  const see = looking(there, sender);
  await step('a decision on consent is recorded', () => sender.consent());
  await step(`${plain} events are accepted as JSON, and ${gzipped} gzipped`, async () => {
    for (const [count, type] of [
      [plain, 'application/json'],
      [gzipped, 'application/gzip'],
    ] as const) {
      const { accepted, reasons } = await sender.post(count, type);
      if (accepted !== count) throw new Stop(`${accepted} of ${count} were accepted (${reasons}).`);
    }
  });
  await step(`Athena reads all ${sent} rows from where Firehose wrote them`, async () => {
    const { found, objects } = await delivered(
      () => see('landed'),
      (seen) => seen.found >= sent,
    );
    if (found !== sent) throw new Stop(`${found} rows landed, and ${sent} were accepted.`);
    const proven = 'hours by partition projection, parameters';
    return objects === 1
      ? `${proven}, and both batches, a gzip member each, in one object`
      : `${proven}; the batches lie in two objects, so verify again to see two gzip members in one`;
  });
  await step('INSERT: each is in the table once, also after a second refresh', async () => {
    for (let run = 0; run < 2; run++) await askLake(there, { jobs: ['late'] });
    const { found } = await see('stored');
    if (found !== sent) throw new Stop(`The table has ${found} rows, and ${sent} were sent.`);
  });
  await step(`the report version-distribution has version ${version}`, () => reported(there, version));
}

/** From the erasure to files that are rewritten. */
async function disappear(there: Deployment, sender: Sender): Promise<void> {
  const see = looking(there, sender);
  let erasure_id = '';
  await step('an erasure is taken, and nothing more of the installation after it', async () => {
    erasure_id = await sender.erase();
    const { accepted } = await sender.post(1, 'application/json');
    if (accepted > 0) throw new Stop('An event was accepted after the erasure.');
  });
  await step('DELETE: the table has no row of it any more', async () => {
    await delivered(
      () => see('requested'),
      ({ found }) => found > 0,
    );
    await askLake(there, { jobs: ['late', 'erase'] });
    const { found } = await see('stored');
    if (found !== 0) throw new Stop(`The table still has ${found} rows.`);
    return `the erasure is now ${await sender.erasure(erasure_id)}`;
  });
  await step('OPTIMIZE and VACUUM: they run, and leave no file of deletions', async () => {
    await askLake(there, { jobs: ['compact'] });
    const { found } = await see('deletions');
    if (found !== 0)
      throw new Stop(`${found} files of deletions are left: see the log of the lake's function.`);
  });
}

await main(
  program(
    'verify',
    'Sends two small batches through a stack, checks each step up to a report and their erasure, and removes them.',
  ).action(verify),
);
