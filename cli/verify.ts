import { type Deployment, deployment, type Where } from '../operator/deployment.ts';
import { askAdmin } from '../operator/invoke.ts';
import { plainJson } from '../operator/output.ts';
import { main, program, Stop } from '../operator/program.ts';
import { arrive } from './verify/arrive.ts';
import { disappear } from './verify/disappear.ts';
import { look, product, testKey } from './verify/look.ts';
import { clock, Points } from './verify/points.ts';
import { probes } from './verify/probes.ts';
import { remains } from './verify/remains.ts';
import { Sender } from './verify/sender.ts';

async function verify(options: Where & { json?: true }): Promise<void> {
  const there = await deployment(options);
  const began = Date.now();
  const say = (line: string) => (options.json ? console.error(line) : console.log(line));
  const points = new Points(say);
  say('On AWS this takes about a quarter of an hour: Firehose collects for five minutes, twice.');
  const at = new Date(began).toISOString();
  const stack = options.stack ?? 'local';
  let left: string[] = [];
  try {
    left = await run(there, points);
  } catch (fault) {
    left = [`the product ${product}, until its rows are erased by the daily run and verify runs again`];
    throw fault;
  } finally {
    const failed = points.all.filter(({ outcome }) => outcome === 'failed').length;
    const all = { stack, at, failed, points: points.all, remains: left };
    if (options.json) console.log(plainJson(all, 2));
    else for (const each of left) say(`remains ${each}`);
  }
  say(`The stack does what it should (${clock(Date.now() - began)}).`);
}

/** All points; returns what remains of them in the stack. */
async function run(there: Deployment, points: Points): Promise<string[]> {
  const url = there.outputs.ApiUrl as string;
  await points.prove('the API answers', async () => {
    const { status } = await fetch(`${url}/v1/health`);
    if (status !== 200) throw new Stop(`${url}/v1/health was answered ${status}.`);
    return url;
  });
  for (const [point, probe] of Object.entries(probes)) await points.see(point, () => probe(there));
  let write_key = '';
  await points.prove('a test key is made', async () => {
    write_key = await testKey(there);
    return `of the product ${product}`;
  });
  const sender = new Sender(url, write_key);
  const laid: (() => Promise<void>)[] = [];
  let erased = false;
  const cleanUp = async () => {
    // Whatever went wrong, nothing of the installation stays; it may not have got as far as to be known.
    const { installation_id } = sender;
    if (!erased) await askAdmin(there, 'erase', { installation_id, product }).catch(() => undefined);
    for (const remove of laid) await remove();
    await askAdmin(there, 'key revoke', { write_key });
    await askAdmin(there, 'product remove', { product });
  };
  const stopped = () =>
    void cleanUp()
      .catch(() => undefined)
      .finally(() => process.exit(130));
  process.once('SIGINT', stopped);
  const see = (name: Parameters<typeof look>[1]) => look(there, name, sender.installation_id);
  try {
    await arrive({ there, sender, points, see, laid });
    await disappear({ there, sender, points, see });
    erased = true;
  } catch (fault) {
    // Rows that are not erased yet keep the product; the daily run erases them.
    await cleanUp().catch(() => undefined);
    throw fault;
  }
  process.removeListener('SIGINT', stopped);
  // While the key still opens the door.
  const left = await remains(there, sender);
  await points.prove('what was sent is taken back', async () => {
    await cleanUp();
    return 'the object is deleted, the key revoked, the product removed';
  });
  return left;
}

await main(
  program(
    'verify',
    'Proves in this stack, point by point, what only AWS can tell, from a batch to a report and its erasure, and says what it saw.',
  )
    .option('--json', 'print one JSON object at the end, to send to us; the points go to standard error')
    .action(verify),
);
