import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { products } from './fleet/fleet.ts';
import { Progress } from './progress.ts';
import type { Run } from './run.ts';

/** What is remembered of the sample fleet: when it began, its keys, and whether all of it was sent. */
type Sample = { start: string; write_keys: Record<string, string>; sent: boolean };

/** Sends the sample fleet, or what an interrupted start left of it; does nothing where it has been sent. */
export async function sendSample(run: Run, data: string): Promise<void> {
  const file = join(data, 'fleet.json');
  const sample: Sample = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { start: new Date().toISOString().slice(0, 10), write_keys: {}, sent: false };
  if (sample.sent) return;
  const save = () => writeFileSync(file, JSON.stringify(sample));
  for (const { name } of products) {
    sample.write_keys[name] ??= await addProduct(run, name);
    save();
  }
  await sendFleet(run, sample);
  sample.sent = true;
  save();
}

async function addProduct({ functions, template }: Run, product: string): Promise<string> {
  const outcome = await functions.invoke(template.outputs.AdminFunction as string, {
    command: 'product add',
    product,
  });
  const { write_key, error } = ('result' in outcome ? outcome.result : { error: 'admin failed' }) as Record<
    string,
    string
  >;
  if (!write_key) throw new Error(`The sample product ${product} could not be made: ${error}`);
  return write_key;
}

function sendFleet({ url }: Run, { start, write_keys }: Sample): Promise<void> {
  const progress = new Progress('sending the sample fleet');
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./fleet/thread.ts', import.meta.url), {
      workerData: { url, writeKeys: write_keys, start },
    });
    thread.on('message', ([sent, accepted, rejected]: number[]) => {
      progress.at(`${sent} requests, ${accepted} events accepted, ${rejected} rejected`);
    });
    thread.on('error', reject);
    thread.on('exit', () => {
      progress.done();
      resolve();
    });
  });
}
