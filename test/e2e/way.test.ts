import { beforeAll, expect, test } from 'vitest';
import { day, hour } from '../../shared/time.ts';
import { stored } from './lake.ts';
import { addProduct, event, eventually, Installation, localForFile, report, settle } from './local.ts';

const started = localForFile();
let key: string;
beforeAll(async () => {
  key = await addProduct(started, 'way');
  await settle(started);
});

const versions = (product: string) => report(started.data, 'version-distribution', '--product', product);

test('an event that was consented to is in the version distribution within seconds of its post', async () => {
  const quick = await addProduct(started, 'quick');
  const installation = new Installation(started, quick);
  await installation.decide('granted', ['usage']);
  expect((await installation.post([event()])).json).toEqual({
    accepted: 1,
    ignored: [],
    rejected: [],
    consent: { status: 'granted', purposes: ['usage'], notice_version: 1 },
  });
  await eventually(async () => (await versions('quick')).length > 0);
  expect(await versions('quick')).toMatchObject([
    { product: 'quick', product_version: '4.2.1', installations: 1, share: 1 },
  ]);
});

test('an event counts once, sent plain or gzipped, again at once or a year later', async () => {
  const once = await addProduct(started, 'once');
  const installation = new Installation(started, once);
  await installation.decide('granted', ['usage']);
  const same = event();
  await installation.post([same, same]);
  await installation.postGzipped([same]);
  await settle(started);
  await installation.post([same], { sent_at: new Date(Date.now() + 365 * day).toISOString() });
  await installation.post([{ ...same, event_id: same.event_id.toUpperCase() }]);
  await settle(started);
  expect(await stored(started, 'once')).toHaveLength(1);
});

test('without consent nothing is stored, and the reply says why', async () => {
  const none = new Installation(started, await addProduct(started, 'none'));
  const reply = await none.post([event()]);
  expect(reply.status).toBe(202);
  expect(reply.json).toMatchObject({ accepted: 0, rejected: [{ index: 0, reason: 'consent_missing' }] });
  await settle(started);
  expect(await stored(started, 'none')).toHaveLength(0);
});

test.for(['refused', 'withdrawn'])('after consent is %s nothing more is stored', async (decision) => {
  const product = `after-${decision}`;
  const installation = new Installation(started, await addProduct(started, product));
  await installation.decide('granted', ['usage']);
  await installation.post([event()]);
  await installation.decide(decision, []);
  const { json } = await installation.post([event()]);
  expect(json.rejected[0].reason).toBe(`consent_${decision}`);
  await settle(started);
  expect(await stored(started, product)).toHaveLength(1);
});

test('a bad event does not take its neighbors with it', async () => {
  const installation = new Installation(started, key);
  await installation.decide('granted', ['usage']);
  const bad = event({ properties: { feature: 1 } });
  const { json } = await installation.post([event(), bad, event({ event_name: 'no_such_event' }), event()]);
  expect(json).toMatchObject({
    accepted: 2,
    rejected: [
      { index: 1, event_id: bad.event_id, reason: 'event_invalid' },
      { index: 2, reason: 'event_unknown' },
    ],
  });
});

test('an installation that changes version counts once, at its latest', async () => {
  const installation = new Installation(started, await addProduct(started, 'moves'));
  await installation.decide('granted', ['usage']);
  const at = (hours: number) => event({ occurred_at: new Date(Date.now() - hours * hour).toISOString() });
  await installation.post([at(1)], { context: { product_version: '10.0.0' } });
  await installation.post([at(5)], { context: { product_version: '9.0.0' } });
  await settle(started);
  expect(await versions('moves')).toMatchObject([{ product_version: '10.0.0', installations: 1 }]);
});

test('versions sort as versions, and pre-releases before their release', async () => {
  const sorted = await addProduct(started, 'sorted');
  for (const product_version of ['4.10.0', '4.2.0', '4.2.0-rc.10', '4.2.0-rc.2', '4.2', '11.0.26100.2314']) {
    const installation = new Installation(started, sorted);
    await installation.decide('granted', ['usage']);
    await installation.post([event()], { context: { product_version } });
  }
  await settle(started);
  const rows = await versions('sorted');
  expect(rows.map((row) => row.product_version)).toEqual([
    '4.2.0-rc.2',
    '4.2.0-rc.10',
    '4.2',
    '4.2.0',
    '4.10.0',
    '11.0.26100.2314',
  ]);
});
