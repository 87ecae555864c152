import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { csvOf, importCsv, licenseId } from './entitlements.ts';
import { query, refreshed, scan } from './lake.ts';
import { addProduct, event, Installation, localForFile, report } from './local.ts';

const started = localForFile({ schedules: false });
let writeKey: string;
beforeAll(async () => {
  writeKey = await addProduct(started, 'licensed');
});

const checked = (license_key: string, more: object = {}) =>
  event({
    event_name: 'license_checked',
    properties: { license_key, license_type: 'node_locked', outcome: 'success' },
    ...more,
  });

async function installed(purposes = ['licensing']): Promise<Installation> {
  const installation = new Installation(started, writeKey);
  await installation.decide('granted', purposes);
  return installation;
}

const rowsOf = ({ id }: Installation) =>
  query(
    started,
    `SELECT license_id, properties FROM events WHERE installation_id = ? ORDER BY occurred_at`,
    id,
  );

/** The secret store does not answer, and no instance remembers what it said. */
async function forgetful(fault: Parameters<typeof started.fail>[0]): Promise<void> {
  await started.functions.kill();
  started.fail(fault);
}
const down = (call: string) =>
  call === 'secretsmanager.GetSecretValue' ? { type: 'InternalServiceError', status: 500 } : undefined;

test('a license key is stored as its ID, the same for each spelling, and never as it came', async () => {
  const installation = await installed();
  const spellings = ['ABCD-EFGH-1234', ' abcdefgh1234 ', 'abcd efgh 1234'];
  const other = checked('ABCD-EFGH-1235');
  await installation.post([...spellings.map((key) => checked(key)), other]);
  await refreshed(started);
  const rows = await rowsOf(installation);
  const ids = rows.map((row) => row.license_id).sort();
  const [same, another] = [licenseId(started, 'ABCDEFGH1234'), licenseId(started, 'ABCDEFGH1235')];
  expect(ids).toEqual([same, same, same, another].sort());
  for (const row of rows) {
    expect(JSON.parse(row.properties as string)).not.toContainEqual({
      key: 'license_key',
      value: expect.anything(),
    });
    expect(row.properties).toContain('node_locked');
  }
});

test('while the secret can not be read, a batch with a license is a 503 and nothing of it is stored', async () => {
  const installation = await installed(['licensing', 'usage']);
  const batch = [checked('ABCD-EFGH-1234'), event()];
  await forgetful(down);
  expect(await installation.post(batch)).toMatchObject({ status: 503, json: { reason: 'unavailable' } });
  expect(await installation.post(batch)).toMatchObject({ status: 503 });
  await refreshed(started);
  expect(await rowsOf(installation)).toEqual([]);

  started.fail(() => undefined);
  expect((await installation.post(batch)).json).toMatchObject({ accepted: 2, rejected: [] });
  await refreshed(started);
  expect(await rowsOf(installation)).toHaveLength(2);
});

test('the secret is read once an instance, and only for an event that is taken and names a license', async () => {
  let reads = 0;
  await forgetful((call) => {
    if (call === 'secretsmanager.GetSecretValue') reads++;
    return undefined;
  });
  const bare = await installed(['usage']);
  const unlicensed = await installed();
  // The receipts have read the secret of proofs.
  reads = 0;
  await bare.post([event(), checked('ABCD-EFGH-1234')]);
  await unlicensed.post([event({ event_name: 'license_checked', properties: { outcome: 'success' } })]);
  await unlicensed.post([checked('---')]);
  expect(reads).toBe(0);
  for (let i = 0; i < 3; i++) await unlicensed.post([checked('ABCD-EFGH-1234'), checked('ABCD-EFGH-1235')]);
  expect(reads).toBe(1);
});

test('a batch without a license goes through while the secret store is down', async () => {
  const installation = await installed(['usage']);
  await forgetful(down);
  expect((await installation.post([event()])).json).toMatchObject({ accepted: 1 });
  started.fail(() => undefined);
});

test('a license key is in nothing that is stored, logged, answered or printed', async () => {
  const marker = 'QXZJ7VKWMQXZJ7';
  const keys = [marker, marker.toLowerCase(), `${marker.slice(0, 7)}-${marker.slice(7)}`];
  const said: string[] = [];
  const installation = await installed();
  for (const key of keys) {
    said.push((await installation.post([checked(key)])).text);
    said.push((await installation.post([checked(key, { event_id: key })])).text);
    said.push((await installation.post([checked(key, { occurred_at: key })])).text);
  }
  await forgetful(down);
  said.push((await installation.post([checked(marker)])).text);
  started.fail(() => undefined);

  const good = await importCsv(started.data, 'licensed', csvOf([{ key: marker }]));
  const bad = await importCsv(started.data, 'licensed', csvOf([{ key: keys[2] as string, seats: -1 }]));
  expect([good.code, bad.code], good.err).toEqual([0, 1]);
  said.push(good.out, good.err, bad.out, bad.err);
  await refreshed(started);
  said.push(JSON.stringify(await report(started.data, 'license-usage', '--product', 'licensed')));

  said.push(JSON.stringify(await scan(started)));
  // The tables' file packs its pages, so its rows are searched by query; so are the store's.
  said.push(JSON.stringify(await query(started, 'SELECT * FROM events WHERE product = ?', 'licensed')));
  said.push(JSON.stringify(await query(started, 'SELECT * FROM entitlements WHERE product = ?', 'licensed')));
  for (const file of readdirSync(started.data, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const bytes = readFileSync(join(file.parentPath, file.name));
    said.push((file.name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1'), file.name);
  }
  const found = said.filter((text) => /QXZJ7VKWMQXZJ7|QXZJ7VK-WMQXZJ7/i.test(text));
  expect(found).toEqual([]);
});

test('the secret is a file that only its owner can read', () => {
  const [{ id = '' } = {}] = started.template.ofType('AWS::SecretsManager::Secret');
  const file = join(started.data, 'secrets', id);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toMatch(/^[\w-]{64}$/);
  expect(licenseId(started, randomUUID())).toMatch(/^[0-9a-f]{64}$/);
});
