import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { send } from './answers.ts';
import { expireLease, query, refresh, refreshed, scan } from './lake.ts';
import { addProduct, Installation, localForFile } from './local.ts';
import { harmless, inHeaders, licenseKey, type Marked, marked, markers } from './markers.ts';

const started = localForFile({ schedules: false });
let installation: Installation;
let secrets: string[];
const statuses = new Set<number>();
const replies: string[] = [];

async function call({ method, path, body, headers }: Marked): Promise<void> {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const sent = { 'content-type': 'application/json', ...installation.headers(), ...inHeaders, ...headers };
  const answer = await send(started.url + path, method, sent, bytes);
  statuses.add(answer.status);
  replies.push(JSON.stringify(answer));
}

beforeAll(async () => {
  const writeKey = await addProduct(started, 'privacy');
  installation = new Installation(started, writeKey);
  secrets = [installation.secret, writeKey.split('.')[1] as string, licenseKey];
  const requests = marked(installation);
  for (const request of requests) await call(request);
  const good = requests.filter(({ body }) => typeof body === 'object');
  const [ingest] = started.template.ofType('AWS::Lambda::Function').filter(({ id }) => /^Ingest/.test(id));
  const calls = ['DynamoDB.BatchGetItem', 'DynamoDB.PutItem', 'Firehose.PutRecord', 'S3.PutObject'];
  for (const failing of [...calls, 'secretsmanager.GetSecretValue']) {
    started.fail((name) => (name === failing ? 'cut' : undefined));
    for (const request of good) await call(request);
  }
  started.fail((name) => void (name.startsWith('Firehose') && started.functions.kill(ingest?.id)));
  await call(good.find(({ path }) => path === '/v1/events') as Marked);
  started.fail(() => undefined);
  for (const failing of ['DynamoDB.UpdateItem', 'AmazonAthena.StartQueryExecution', 'S3.ListObjectsV2']) {
    started.fail((name) => (name === failing ? 'cut' : undefined));
    await refresh(started, 'late', 'export').catch(() => undefined);
    started.fail(() => undefined);
    await expireLease(started);
  }
  await refreshed(started, 'late', 'export');
});

/** The files under the data folder that hold a text, their gzip undone. */
const filesWith = (text: string) =>
  globSync(join(started.data, '**', '*'), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).includes(text);
    });
const logs = (files: string[]) => files.filter((file) => file.startsWith(join(started.data, 'logs')));

const forbidden = () => [...Object.values(markers), ...secrets];
const found = (text: string) => forbidden().filter((marker) => text.includes(marker));

test('what was sent is of every kind: taken, refused, too large and failed', () => {
  expect(statuses).toEqual(new Set([200, 202, 400, 401, 404, 413, 415, 500, 503]));
});

test('no address, secret or key is in any file', () => {
  expect(filesWith(harmless).some((file) => file.endsWith('.json.gz'))).toBe(true);
  expect(logs(filesWith('"level":"error"')).length).toBeGreaterThan(1);
  for (const marker of forbidden()) expect(filesWith(marker), marker).toEqual([]);
});

test('no address, secret or key is in the events', async () => {
  const text = JSON.stringify(await query(started, `SELECT * FROM events WHERE product = 'privacy'`));
  expect(text).toContain(harmless);
  expect(found(text)).toEqual([]);
});

test('no address, secret, key or installation is in the store', async () => {
  const text = JSON.stringify(await scan(started));
  expect(text).toContain(harmless);
  expect(found(text)).toEqual([]);
  expect(text).not.toContain(installation.id);
});

test('no address, secret, key or event is in a reply', () => {
  const text = replies.join('\n');
  expect(text).toContain(installation.id);
  expect(found(text)).toEqual([]);
  expect(text).not.toContain(harmless);
});

test('no installation, organization or event is in a log', () => {
  for (const said of [installation.id, harmless, 'feature_used', '"granted"']) {
    expect(filesWith(said).length, said).toBeGreaterThan(0);
    expect(logs(filesWith(said)), said).toEqual([]);
  }
});
