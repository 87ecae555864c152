import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { addProduct, event, Installation, localForFile } from './local.ts';
import { malformed } from './malformed.ts';

const started = localForFile({ schedules: false });
let key: string;
beforeAll(async () => {
  key = await addProduct(started, 'consent');
});
const someone = () => new Installation(started, key);
const record = (installation: Installation, headers = {}) =>
  installation.call('GET', `/v1/consent/${installation.id}`, undefined, headers);
const ago = (seconds: number) => ({ decided_at: new Date(Date.now() - seconds * 1000).toISOString() });

test('a decision is answered by its receipt, told again or read later the same', async () => {
  const installation = someone();
  const at = ago(60);
  const receipt = await installation.decide('granted', ['licensing', 'usage', 'usage'], at);
  expect(receipt).toMatchObject({
    status: 200,
    json: {
      receipt_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      installation_id: installation.id,
      decision: 'granted',
      purposes: ['usage', 'licensing'],
      effective_purposes: ['usage', 'licensing'],
      notice_version: 1,
      recorded_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      proof: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    },
  });
  expect(Object.keys(receipt.json)).toHaveLength(8);
  expect((await installation.decide('granted', ['licensing', 'usage', 'usage'], at)).json).toEqual(
    receipt.json,
  );
  expect((await record(installation)).json).toEqual(receipt.json);
  const inCapitals = await installation.call('GET', `/v1/consent/${installation.id.toUpperCase()}`);
  expect(inCapitals.json).toEqual(receipt.json);
});

const other = () => ({ 'x-installation-secret': randomBytes(32).toString('base64url') });
const none = { 'x-installation-secret': '' };

test('the first decision pins the secret: without it, or with another, no call speaks for the installation', async () => {
  const installation = someone();
  expect((await installation.decide('granted', ['usage'])).status).toBe(200);
  const withdrawal = {
    installation_id: installation.id,
    decision: 'withdrawn',
    notice_version: 1,
    decided_by: 'user',
    ...ago(0),
  };
  const calls: ((headers: Record<string, string>) => ReturnType<Installation['call']>)[] = [
    (headers) => installation.call('PUT', '/v1/consent', withdrawal, headers),
    (headers) => record(installation, headers),
    (headers) => installation.call('POST', '/v1/events', installation.batch([event()]), headers),
  ];
  for (const call of calls) {
    for (const wrong of [none, { 'x-installation-secret': 'too-short' }]) {
      expect(await call(wrong)).toMatchObject({ status: 401, json: { reason: 'credential_missing' } });
    }
    expect(await call(other())).toMatchObject({ status: 403, json: { reason: 'secret_mismatch' } });
  }
  expect((await record(installation)).json.decision).toBe('granted');
});

test('a decision needs a secret, and a refused one pins none', async () => {
  const installation = someone();
  const decision = {
    installation_id: installation.id,
    decision: 'granted',
    purposes: ['usage'],
    notice_version: 1,
    decided_by: 'user',
  };
  const first = await installation.call('PUT', '/v1/consent', { ...decision, ...ago(0) }, none);
  expect(first).toMatchObject({ status: 401, json: { reason: 'credential_missing' } });
  const invalid = await installation.call('PUT', '/v1/consent', decision, other());
  expect(invalid).toMatchObject({ status: 400, json: { reason: 'body_invalid' } });
  expect((await installation.decide('refused', [])).status).toBe(200);
});

test('a late or repeated grant never undoes a no; a newer one does', async () => {
  const installation = someone();
  const early = ago(120);
  await installation.decide('granted', ['usage'], early);
  const no = await installation.decide('withdrawn', [], ago(60));
  for (const late of [early, ago(90)]) {
    const { json } = await installation.decide('granted', ['usage'], late);
    expect(json).toEqual(no.json);
  }
  expect((await installation.post([event()])).json.rejected).toMatchObject([{ reason: 'consent_withdrawn' }]);
  expect((await installation.decide('granted', ['usage'], ago(30))).json.decision).toBe('granted');
  expect((await installation.post([event()])).json.accepted).toBe(1);
});

test('a clock that runs ahead gives a decision no power over later ones', async () => {
  const installation = someone();
  const ahead = ago(-365 * 86_400);
  expect((await installation.decide('granted', ['usage'], ahead)).json.decision).toBe('granted');
  expect((await installation.decide('withdrawn', [])).json.decision).toBe('withdrawn');
  expect((await installation.decide('granted', ['usage'], ahead)).json.decision).toBe('withdrawn');
  expect((await installation.decide('refused', [], ahead)).json.decision).toBe('refused');
  expect((await installation.decide('granted', ['usage'], ago(-1))).json.decision).toBe('granted');
});

test('of decisions that come at once, a no that is the latest wins, in whatever order they are recorded', async () => {
  const installation = someone();
  const grants = [50, 40, 30, 20].map((seconds) => installation.decide('granted', ['usage'], ago(seconds)));
  await Promise.all([...grants, installation.decide('withdrawn', [], ago(10))]);
  expect((await record(installation)).json).toMatchObject({ decision: 'withdrawn', purposes: [] });
});

test('nobody else sees a record: unknown installations and those of other products are not found', async () => {
  const installation = someone();
  await installation.decide('granted', ['usage']);
  const authorization = `Bearer ${await addProduct(started, 'elsewhere')}`;
  for (const answer of [
    await record(someone()),
    await record(installation, { authorization }),
    await installation.call('GET', '/v1/consent/not-an-id'),
    await installation.call('GET', '/v1/consent/%ff'),
  ]) {
    expect(answer).toMatchObject({ status: 404, json: { reason: 'not_found' } });
  }
});

test.for(Object.keys(malformed))('a body with %s is refused, and nothing is recorded', async (what) => {
  const installation = someone();
  const good = {
    installation_id: installation.id,
    decision: 'granted',
    purposes: ['usage'],
    notice_version: 1,
    decided_by: 'user',
    ...ago(0),
  };
  const answer = await installation.call('PUT', '/v1/consent', malformed[what]?.(good));
  expect(answer).toMatchObject({ status: 400, json: { reason: 'body_invalid' } });
  expect((await record(installation)).status).toBe(404);
});
