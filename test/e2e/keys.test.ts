import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addOrganization,
  addProduct,
  command,
  event,
  eventually,
  Installation,
  type Local,
  local,
  report,
  settle,
} from './local.ts';

let started: Local;
beforeAll(async () => {
  started = await local();
});
afterAll(() => started.stop());

const admin = async (...args: string[]) => {
  const { code, out, err } = await command('admin', started.data, ...args, '--json');
  return { code, err, json: code === 0 ? JSON.parse(out) : undefined };
};

test('a key that is added works at once, though the product was just in use with another', async () => {
  const first = new Installation(started, await addProduct(started, 'two-keys'));
  await first.decide('granted', ['usage']);
  const { json } = await admin('key', 'add', '--product', 'two-keys');
  const second = new Installation(started, json.write_key);
  expect((await second.decide('granted', ['usage'])).status).toBe(200);
});

test('a revoked key is refused within ten seconds, and the other key of the product goes on', async () => {
  const key = await addProduct(started, 'revoking');
  const { json } = await admin('key', 'add', '--product', 'revoking');
  const [revoked, kept] = [new Installation(started, key), new Installation(started, json.write_key)];
  for (const installation of [revoked, kept]) await installation.decide('granted', ['usage']);
  expect((await revoked.post([event()])).status).toBe(202);
  expect((await admin('key', 'revoke', key)).json).toEqual({ product: 'revoking', revoked: true });
  await sleep(8000);
  await eventually(async () => (await revoked.post([event()])).json.reason === 'credential_unknown');
  expect((await kept.post([event()])).status).toBe(202);
  expect((await admin('key', 'revoke', key)).code).toBe(1);
});

test('reports leave out what a test key or a build machine sent, unless asked', async () => {
  const live = new Installation(started, await addProduct(started, 'tested'));
  const { json } = await admin('key', 'add', '--product', 'tested', '--test');
  expect(json.test).toBe(true);
  const tester = new Installation(started, json.write_key);
  for (const installation of [live, tester]) {
    await installation.decide('granted', ['usage']);
    await installation.post([event()]);
  }
  const machine = new Installation(started, json.write_key);
  await machine.decide('granted', ['usage']);
  await machine.post([event()], { context: { product_version: '4.2.1', ci: true } });
  await settle(started);
  const counted = async (...more: string[]) =>
    (await report(started.data, 'version-distribution', '--product', 'tested', ...more))[0].installations;
  expect(await counted()).toBe(1);
  expect(await counted('--include-test')).toBe(3);
});

test('keys and organizations are listed, without a key or a token', async () => {
  const key = await addProduct(started, 'listed');
  const test_key = (await admin('key', 'add', '--product', 'listed', '--test')).json.write_key;
  const { json } = await admin('key', 'list', '--product', 'listed');
  const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);
  const added_at = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
  expect(json.keys).toEqual([
    { product: 'listed', key_digest: digest(key), test: false, added_at },
    { product: 'listed', key_digest: digest(test_key), test: true, added_at },
  ]);
  await admin('key', 'revoke', key);
  const { out } = await command('admin', started.data, 'key', 'list', '--product', 'listed');
  expect(out.split('\t').slice(0, 3)).toEqual(['listed', digest(test_key), 'test']);
  expect((await admin('key', 'list')).json.keys).toContainEqual(json.keys[1]);
  expect((await admin('key', 'list', '--product', 'nobody')).err).toBe('There is no product nobody.\n');

  const list = () => command('admin', started.data, 'organization', 'list');
  expect((await list()).out).toMatch(/^No organization yet: .*\n$/);
  const [token] = [await addOrganization(started, 'fabrikam'), await addOrganization(started, 'contoso')];
  await admin('organization', 'add', 'fabrikam', '--renew');
  await admin('withdraw', '--organization', 'contoso');
  const listed = await list();
  expect(listed.out).toMatch(/^contoso\tallows nothing\t\d{4}-.*\nfabrikam\tlimits nothing\t\d{4}-.*\n$/);
  expect(listed.out).not.toContain(token);
});

test('a key that nobody made is refused, whatever product it claims', async () => {
  const key = await addProduct(started, 'claimed');
  for (const forged of ['claimed.', 'claimed.guess', `other.${key.split('.')[1]}`, `${key}x`, '.', 'x']) {
    const { status, json } = await new Installation(started, forged).decide('granted', ['usage']);
    expect([status, json.reason]).toEqual([401, 'credential_unknown']);
  }
});
