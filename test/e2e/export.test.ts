import { randomUUID } from 'node:crypto';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { day } from '../../shared/time.ts';
import { land, refreshed, row, scan } from './lake.ts';
import { daysLater } from './later.ts';
import { addProduct, event, Installation, localForFile } from './local.ts';

const started = localForFile({ schedules: false });
const product = 'exported';
let writeKey = '';
beforeAll(async () => {
  writeKey = await addProduct(started, product);
});

async function granted(...purposes: string[]) {
  const installation = new Installation(started, writeKey);
  await installation.decide('granted', ['usage', ...purposes]);
  return installation;
}
const ask = async (installation: Installation, more: object = {}) => {
  const { status, json } = await installation.call('POST', '/v1/exports', {
    installation_id: installation.id,
    ...more,
  });
  expect([status, json.status]).toEqual([202, 'running']);
  return json.export_id as string;
};
const read = async (installation: Installation, export_id: string, page = '') =>
  (await installation.call('GET', `/v1/exports/${export_id}${page && `?page=${page}`}`)).json;

test('an export holds every row of the installation as it is stored, and each of its decisions', async () => {
  const installation = await granted('environment');
  const stranger = await granted();
  await installation.decide('granted', ['usage'], { notice_language: 'de-DE' });
  const sent = event({ sequence: 7 });
  await installation.post([sent, event({ occurred_at: new Date(Date.now() - 30 * day).toISOString() })]);
  await stranger.post([event()]);
  const export_id = await ask(installation);
  expect(await read(installation, export_id)).toEqual({ status: 'running', rows: [], consent_history: [] });

  await refreshed(started, 'recent', 'export');
  const { status, rows, consent_history, next_page } = await read(installation, export_id);
  expect([status, rows.length, next_page]).toEqual(['completed', 2, undefined]);
  expect(rows.every((each: { installation_id: string }) => each.installation_id === installation.id)).toBe(
    true,
  );
  const first = rows.find((each: { event_id: string }) => each.event_id === sent.event_id);
  expect(first).toMatchObject({
    product,
    event_name: 'feature_used',
    sequence: 7,
    properties: { feature: 'export_pdf' },
    product_version: '4.2.1',
    test: false,
  });
  expect(Object.values(first)).not.toContain(null);
  expect(consent_history).toMatchObject([
    { decision: 'granted', purposes: ['usage', 'environment'], notice_version: 1, decided_by: 'user' },
    { decision: 'granted', purposes: ['usage'], notice_language: 'de-DE' },
  ]);
  expect(Date.parse(consent_history[0].recorded_at)).toBeLessThanOrEqual(
    Date.parse(consent_history[1].recorded_at),
  );
});

test("with user_id, that user's rows only", async () => {
  const installation = await granted('persons');
  const user_id = randomUUID();
  await installation.post([event({ user_id }), event()]);
  const export_id = await ask(installation, { user_id });
  await refreshed(started, 'export');
  expect((await read(installation, export_id)).rows).toMatchObject([{ user_id }]);
});

test('two users at once have an export each, with no row of the other, and so has their installation', async () => {
  const installation = await granted('persons');
  const users = [randomUUID(), randomUUID()];
  await installation.post([...users.map((user_id) => event({ user_id })), event()]);
  const whose = [...users.map((user_id) => ({ user_id })), {}];
  const ids = await Promise.all([...whose, ...whose].map((who) => ask(installation, who)));
  expect(ids.slice(3)).toEqual(ids.slice(0, 3));
  expect(new Set(ids).size).toBe(3);
  const capitals = users.map((user_id) => ask(installation, { user_id: user_id.toUpperCase() }));
  expect(await Promise.all(capitals)).toEqual(ids.slice(0, 2));
  await refreshed(started, 'export');
  const rows = await Promise.all(ids.slice(0, 3).map(async (id) => (await read(installation, id)).rows));
  expect(rows.slice(0, 2)).toMatchObject(users.map((user_id) => [{ user_id }]));
  expect(rows[2]).toHaveLength(3);
});

test('an installation has one export under way, and the next once that is done', async () => {
  const installation = await granted();
  const export_id = await ask(installation);
  expect(await ask(installation)).toBe(export_id);
  await refreshed(started, 'export');
  expect(await ask(installation)).not.toBe(export_id);
});

test('many rows come in pages, each row once', async () => {
  const installation = await granted();
  const many = 2 * limits.exportPage + 1;
  const rows = Array.from({ length: many }, () =>
    row(product, new Date(), { installation_id: installation.id }),
  );
  land(started, new Date(), rows);
  const export_id = await ask(installation);
  await refreshed(started, 'export');
  const found: string[] = [];
  for (let page = ''; ; ) {
    const { rows, next_page } = await read(installation, export_id, page);
    found.push(...rows.map((each: { event_id: string }) => each.event_id));
    if (!next_page) break;
    page = next_page;
  }
  expect(found.sort()).toEqual(rows.map(({ event_id }) => event_id).sort());
  for (const page of ['0', '4', '-1', '1.5', 'x', '../1']) {
    expect((await installation.call('GET', `/v1/exports/${export_id}?page=${page}`)).status).toBe(404);
  }
});

test('a page holds at most 3 MB, whatever its rows hold', async () => {
  const installation = await granted();
  const properties = Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => [`text_${i}`, 'ü'.repeat(1000)]),
  );
  const rows = Array.from({ length: 120 }, () =>
    row(product, new Date(), { installation_id: installation.id, properties }),
  );
  land(started, new Date(), rows);
  const export_id = await ask(installation);
  await refreshed(started, 'export');
  let found = 0;
  for (let page: string | undefined = ''; page !== undefined; ) {
    const answer = await read(installation, export_id, page);
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(3_000_000);
    found += answer.rows.length;
    page = answer.next_page;
  }
  expect(found).toBe(rows.length);
});

test('only the installation reads it, and nobody a day later', async () => {
  const installation = await granted();
  const export_id = await ask(installation);
  await refreshed(started, 'export');
  const path = `/v1/exports/${export_id}`;
  expect((await (await granted()).call('GET', path)).status).toBe(403);
  expect((await installation.call('GET', `/v1/exports/${randomUUID()}`)).status).toBe(404);
  expect((await installation.call('GET', path)).status).toBe(200);
  await daysLater(started, 2);
  expect((await installation.call('GET', path)).status).toBe(404);
});

test('an installation that never decided anything has no export', async () => {
  const newcomer = new Installation(started, writeKey);
  const { status, json } = await newcomer.call('POST', '/v1/exports', { installation_id: newcomer.id });
  expect([status, json.reason]).toEqual([404, 'not_found']);
});

test('DynamoDB is told when it may delete what is kept of an export', async () => {
  const installation = await granted();
  await ask(installation);
  await ask(installation, { user_id: randomUUID() });
  await refreshed(started, 'export');
  const items = (await scan(started)).filter(
    ({ pk, sk }) => String(pk).startsWith('export#') || /^export(#|$)/.test(sk as string),
  );
  const day = Date.now() / 1000 + 86_400;
  for (const { ttl } of items) expect(Math.abs((ttl as number) - day)).toBeLessThan(300_000);
  expect(items.every(({ ttl }) => (ttl as number) <= day + 1)).toBe(true);
});

test('what names the installation for the statement is gone once it has run', async () => {
  const installation = await granted();
  await ask(installation);
  const requests = () => globSync(join(started.data, 's3', '*', 'requests', 'export', '*'));
  expect(requests()).toHaveLength(1);
  await refreshed(started, 'export');
  expect(requests()).toEqual([]);
});
