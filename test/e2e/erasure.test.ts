import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { provenIn } from '../../cli/verify-proof/proven.ts';
import { installationKey } from '../../functions/platform/records.ts';
import type { Job } from '../../shared/lake.ts';
import { day } from '../../shared/time.ts';
import { land, landingOf, query, refreshed, row, scan } from './lake.ts';
import { daysLater } from './later.ts';
import { addProduct, command, event, Installation, localForFile } from './local.ts';
import { metrics } from './metrics.ts';

const started = localForFile({ schedules: false });
const product = 'erased';
let writeKey = '';
beforeAll(async () => {
  writeKey = await addProduct(started, product);
});

const newcomer = () => new Installation(started, writeKey);
async function granted() {
  const installation = newcomer();
  await installation.decide('granted', ['usage', 'persons']);
  return installation;
}
const jobs = (...some: Job[]) => refreshed(started, ...some);
const erase = (installation: Installation, more: object = {}) =>
  installation.call('POST', '/v1/erasures', { installation_id: installation.id, ...more });
const statusOf = async (installation: Installation, erasure_id: string) =>
  (await installation.call('GET', `/v1/erasures/${erasure_id}`)).json.status;
const itemOf = async ({ id }: Installation): Promise<Record<string, unknown>> => {
  const { pk, sk } = installationKey(product, id);
  return (await scan(started)).find((item) => item.pk === pk && item.sk === sk) ?? {};
};
const rowsOf = async ({ id }: Installation) =>
  (await query(started, 'SELECT event_id FROM events WHERE installation_id = ?', id)).length;

test('from the next request on nothing of the installation is taken, and no consent', async () => {
  const installation = await granted();
  const { status, json } = await erase(installation);
  expect([status, json.status]).toEqual([202, 'received']);
  const fortnight = Date.now() + 14 * day;
  expect(Math.abs(Date.parse(json.due_at) - fortnight)).toBeLessThan(60_000);

  const { json: posted } = await installation.post([event()]);
  expect(posted).toMatchObject({ accepted: 0, consent: { status: 'erased', purposes: [] } });
  expect(posted.rejected[0].reason).toBe('installation_erased');
  for (const [decision, purposes] of [['granted', ['usage']] as const, ['refused', []] as const]) {
    const refused = await installation.decide(decision, [...purposes]);
    expect([refused.status, refused.json.reason]).toEqual([409, 'installation_erased']);
  }
  expect((await installation.call('GET', `/v1/consent/${installation.id}`)).status).toBe(409);
  expect((await installation.call('POST', '/v1/exports', { installation_id: installation.id })).status).toBe(
    409,
  );
});

test('npm run refresh, called at once, erases what was asked for before it and answers the export', async () => {
  const [gone, kept] = [await granted(), await granted()];
  for (const each of [gone, kept]) await each.post([event()]);
  const { json } = await kept.call('POST', '/v1/exports', { installation_id: kept.id });
  const { erasure_id } = (await erase(gone)).json;
  expect(await command('refresh', started.data)).toMatchObject({ code: 0 });
  expect(await statusOf(gone, erasure_id)).toBe('removed_from_reports');
  expect([await rowsOf(gone), await rowsOf(kept)]).toEqual([0, 1]);
  const { status, rows } = (await kept.call('GET', `/v1/exports/${json.export_id}`)).json;
  expect([status, rows.length]).toEqual(['completed', 1]);
});

test('asked for again it is the same erasure, and another secret learns nothing of it', async () => {
  const installation = await granted();
  const first = await erase(installation);
  expect((await erase(installation)).json).toEqual(first.json);
  const path = `/v1/erasures/${first.json.erasure_id}`;
  const other = await newcomer().call('GET', path);
  expect([other.status, other.json.reason]).toEqual([403, 'secret_mismatch']);
  const elsewhere = new Installation(started, await addProduct(started, 'elsewhere'));
  expect(
    (await elsewhere.call('GET', path, undefined, { 'x-installation-secret': installation.secret })).status,
  ).toBe(404);
});

test('a withdrawal can ask for the erasure too; sent again it has the same receipt', async () => {
  const installation = await granted();
  const decided_at = new Date().toISOString();
  const withdraw = () => installation.decide('withdrawn', [], { erase: true, decided_at });
  const first = await withdraw();
  expect(first.json).toMatchObject({ decision: 'withdrawn', purposes: [], effective_purposes: [] });
  expect((await installation.post([event()])).json.consent.status).toBe('erased');
  const again = await withdraw();
  expect([again.status, again.json]).toEqual([200, first.json]);
  expect((await installation.decide('withdrawn', [])).status).toBe(409);
  const granting = await (await granted()).decide('granted', ['usage'], { erase: true });
  expect([granting.status, granting.json.reason]).toEqual([400, 'body_invalid']);
});

test('an essential event is refused after an erasure, also of one that never decided', async () => {
  const installation = newcomer();
  expect((await erase(installation)).status).toBe(202);
  expect((await installation.post([event()])).json.rejected[0].reason).toBe('installation_erased');
  const { status, json } = await erase(newcomer(), { user_id: randomUUID() });
  expect([status, json.reason]).toEqual([404, 'not_found']);
});

test('whichever call fails on the way, asking again has it erased', async () => {
  const calls = ['DynamoDB.BatchGetItem', 'DynamoDB.PutItem', 'Firehose.PutRecord'];
  const cases = calls.flatMap((call) =>
    [0, 1].flatMap((good) => (['cut', 'cut after'] as const).map((fault) => ({ call, good, fault }))),
  );
  const asked: { installation: Installation; erasure_id: string }[] = [];
  const installations = await Promise.all(cases.map(granted));
  for (const installation of installations) await installation.post([event()]);
  await jobs('recent');
  for (const [i, { call, good, fault }] of cases.entries()) {
    const installation = installations[i] as Installation;
    let made = 0;
    started.fail((name) => (name === call && ++made > good ? fault : undefined));
    const failed = await erase(installation);
    started.fail(() => undefined);
    // There is only one put.
    if (call !== 'Firehose.PutRecord' || good === 0)
      expect([call, good, failed.status]).toEqual([call, good, 503]);
    const { status, json } = await erase(installation);
    expect([call, good, status]).toEqual([call, good, 202]);
    asked.push({ installation, erasure_id: json.erasure_id });
  }
  await jobs('late', 'erase');
  for (const { installation, erasure_id } of asked) {
    expect(await rowsOf(installation)).toBe(0);
    expect(await statusOf(installation, erasure_id)).toBe('removed_from_reports');
  }
});

test('what is left of an erased installation names neither it nor its user', async () => {
  const installation = await granted();
  const user_id = randomUUID();
  await installation.post([event({ user_id })]);
  await erase(installation);
  const items = JSON.stringify(await scan(started));
  expect(items).toContain('erased_at');
  expect(items).not.toContain(installation.id);
  expect(items).not.toContain(user_id);
});

test('its rows leave the reports with the daily job, and refresh never brings one back', async () => {
  const installation = await granted();
  const bystander = await granted();
  await installation.post([event(), event()]);
  await bystander.post([event()]);
  await jobs('recent');
  expect([await rowsOf(installation), await rowsOf(bystander)]).toEqual([2, 1]);

  const { json } = await erase(installation);
  // Accepted before, and not taken from landing yet.
  land(started, new Date(), [row(product, new Date(), { installation_id: installation.id })]);
  await jobs('late');
  expect(await rowsOf(installation)).toBe(2);
  expect(await statusOf(installation, json.erasure_id)).toBe('received');
  await jobs('late', 'erase');
  expect([await rowsOf(installation), await rowsOf(bystander)]).toEqual([0, 1]);
  expect(await statusOf(installation, json.erasure_id)).toBe('removed_from_reports');
  await jobs('late', 'erase', 'compact', 'recent');
  expect([await rowsOf(installation), await rowsOf(bystander)]).toEqual([0, 1]);
});

test("with user_id, that user's rows only, and that user alone is taken no more", async () => {
  const installation = await granted();
  const [user_id, other] = [randomUUID(), randomUUID()];
  await installation.post([event({ user_id }), event({ user_id: other }), event()]);
  await jobs('recent');
  const { json } = await erase(installation, { user_id: user_id.toUpperCase() });
  await jobs('late', 'erase');
  expect(await statusOf(installation, json.erasure_id)).toBe('removed_from_reports');
  expect(await rowsOf(installation)).toBe(2);

  const again = await installation.post([event({ user_id }), event({ user_id: other })]);
  expect(again.json).toMatchObject({ accepted: 1, consent: { status: 'granted' } });
  expect(again.json.rejected[0]).toMatchObject({ index: 0, reason: 'installation_erased' });
  // A later decision leaves it so.
  await installation.decide('granted', ['usage']);
  expect((await installation.post([event({ user_id })])).json.accepted).toBe(0);
});

test('an erasure is completed only once landing, copies and files show that nothing is left', async () => {
  const installation = await granted();
  await installation.post([event()]);
  await jobs('recent');
  const { json } = await erase(installation);
  const status = () => statusOf(installation, json.erasure_id);
  const daily = () => jobs('late', 'erase', 'retain', 'compact', 'evidence');
  // A data file that the table gave up, but that still exists, whenever it was written.
  const stray = join(landing(), '..', 'tables', 'events', 'data', 'old.parquet');
  put(stray, 100);
  await daily();
  await daily();
  expect(await status()).toBe('removed_from_reports');

  // Days go by, but what lies in landing from before is still there.
  await daysLater(started, 3);
  await daily();
  expect(await status()).toBe('removed_from_reports');
  rmSync(landing(), { recursive: true });
  // A record that could not be delivered is looked at as well.
  const undelivered = join(landing(), '..', 'errors', 'x.gz');
  put(undelivered, 3);
  await daily();
  expect(await status()).toBe('removed_from_reports');
  rmSync(undelivered);
  // What somebody asked for, and could still read.
  const copy = join(landing(), '..', 'results', 'x.csv');
  put(copy, 5);
  await daily();
  expect(await status()).toBe('removed_from_reports');
  rmSync(copy);
  await daily();
  expect(await status()).toBe('removed_from_reports');
  rmSync(stray);
  // A file that was given up later proves nothing against it.
  put(join(landing(), '..', 'tables', 'events', 'data', 'later.parquet'), 100);
  await daily();
  expect(await status()).toBe('completed');
  const { json: done } = await installation.call('GET', `/v1/erasures/${json.erasure_id}`);
  const keys = await (await fetch(`${started.url}/v1/keys`)).json();
  expect((await provenIn(JSON.stringify(done), keys))[0]).toMatchObject({
    wrong: [],
    facts: { erasure_id: json.erasure_id, status: 'completed', completed_at: expect.any(String) },
  });
  expect(Buffer.from(done.proof.split('.')[1], 'base64url').toString()).not.toContain(installation.id);
  expect(
    await query(started, 'SELECT erasure_id FROM erasures WHERE erasure_id = ?', json.erasure_id),
  ).toEqual([]);
  expect((await installation.post([event()])).json.accepted).toBe(0);
});

test('of an installation that never decided what it sent is erased too, and one item is left, for 40 days', async () => {
  const installation = newcomer();
  const before = (await scan(started)).length;
  const { status, json } = await erase(installation);
  expect(status).toBe(202);
  expect((await scan(started)).length).toBe(before + 1);
  // An essential event, from before.
  land(started, new Date(), [row(product, new Date(), { installation_id: installation.id })]);
  await jobs('recent');
  const known = await granted();
  await erase(known);
  await jobs('late', 'erase', 'compact', 'evidence');
  expect(await rowsOf(installation)).toBe(0);
  expect(await statusOf(installation, json.erasure_id)).toBe('removed_from_reports');
  expect(await itemOf(installation)).not.toHaveProperty('ttl');

  // The vacuum, and the bucket's lifecycle.
  rmSync(join(landing(), '..', 'tables', 'events', 'data'), { recursive: true, force: true });
  await daysLater(started, 9);
  await jobs('evidence');
  expect(await statusOf(installation, json.erasure_id)).toBe('completed');
  const { ttl } = await itemOf(installation);
  expect(Math.abs((ttl as number) - (Date.now() + 40 * day) / 1000)).toBeLessThan(60);
  expect((await installation.post([event()])).json.rejected[0].reason).toBe('installation_erased');
  // A decision is proven for good, and so is what became of it.
  expect((await itemOf(known)).erasure).toMatchObject({ status: 'completed' });
  expect(await itemOf(known)).not.toHaveProperty('ttl');
});

test('what a request that failed has left goes by itself, unless a decision makes it a record', async () => {
  const installation = newcomer();
  started.fail((call) => (call === 'Firehose.PutRecord' ? 'cut' : undefined));
  expect((await erase(installation)).status).toBe(503);
  started.fail(() => undefined);
  const { ttl } = await itemOf(installation);
  expect(Math.abs((ttl as number) - (Date.now() + (14 + 40) * day) / 1000)).toBeLessThan(60);
  await installation.decide('granted', ['usage']);
  expect(await itemOf(installation)).not.toHaveProperty('ttl');
  const { json } = await erase(installation);
  await jobs('late', 'erase');
  expect(await statusOf(installation, json.erasure_id)).toBe('removed_from_reports');
  expect(await itemOf(installation)).not.toHaveProperty('ttl');
});

test('an erasure that is not completed in 14 days is told to whoever watches', async () => {
  const overdue = async () => {
    await jobs('evidence');
    return metrics(started, 'OverdueErasures').at(-1);
  };
  const before = await overdue();
  await erase(await granted());
  await jobs('late');
  expect(await overdue()).toBe(before);
  await daysLater(started, 15);
  expect(await overdue()).toBeGreaterThan(0);
});

const landing = () => landingOf(started);

/** An object that was written so many days ago. */
function put(file: string, daysAgo: number): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'x');
  const then = new Date(Date.now() - daysAgo * day);
  utimesSync(file, then, then);
}
