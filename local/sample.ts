import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { stringify } from 'csv-stringify/sync';
import { Progress } from '../operator/progress.ts';
import { dayOf } from '../shared/time.ts';
import type { Keys } from './fleet/send.ts';
import { entitlements, organizations, policies, products } from './fleet/vendor.ts';
import { writeWhole } from './whole.ts';

/** Asks the `admin` function, as the command line does; throws when it fails, and answers undefined when it says no. */
export type Admin = (command: string, request: object) => Promise<Record<string, string> | undefined>;

/** What is remembered of the sample fleet: when it began, its keys, and whether all of it was sent. */
type Sample = { start: string; keys: Keys; sent: boolean };

/** Where that is remembered. */
export const fleetFile = (data: string) => join(data, 'fleet.json');

/**
 * Sends the sample fleet, or what an interrupted start left of it; does nothing where it has been sent. A `share`
 * below 1 sends fewer installations.
 */
export async function sendSample(url: string, data: string, admin: Admin, share = 1): Promise<void> {
  const file = fleetFile(data);
  const sample: Sample = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { start: dayOf(Date.now()), keys: {}, sent: false };
  if (sample.sent) return;
  const save = () => writeWhole(file, JSON.stringify(sample), 0o600);
  for (const product of products) {
    const { name } = product;
    if (sample.keys[name]) continue;
    const added =
      (await admin('product add', { product: name })) ??
      (await admin('key add', { product: name, test: false }));
    const test = await admin('key add', { product: name, test: true });
    const csv = gzipSync(stringify(entitlements(product, sample.start), { header: true })).toString('base64');
    await admin('entitlements import', { product: name, csv });
    sample.keys[name] = { live: added?.write_key as string, test: test?.write_key as string };
    save();
  }
  await setPolicies(url, admin);
  await sendFleet(url, sample, share);
  sample.sent = true;
  save();
}

/** Every customer gets its token; two administrators use it. */
async function setPolicies(url: string, admin: Admin): Promise<void> {
  for (const id of organizations) {
    const added =
      (await admin('organization add', { organization_id: id, renew: false })) ??
      (await admin('organization add', { organization_id: id, renew: true }));
    if (!policies[id]) continue;
    await fetch(`${url}/v1/organizations/${id}/consent`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${added?.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ allowed_purposes: policies[id], decided_at: new Date().toISOString() }),
    });
  }
}

function sendFleet(url: string, { start, keys }: Sample, share: number): Promise<void> {
  const progress = new Progress('sending the sample fleet');
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./fleet/thread.ts', import.meta.url), {
      workerData: { url, keys, start, share },
    });
    thread.on('message', ([sent, accepted, rejected]: number[]) => {
      progress.at(`${sent} requests, ${accepted} events accepted, ${rejected} rejected for lack of consent`);
    });
    thread.on('error', reject);
    thread.on('exit', () => {
      progress.done();
      resolve();
    });
  });
}
