import { afterAll, beforeAll, expect, test } from 'vitest';
import { query, refreshed } from './lake.ts';
import { addProduct, command, event, Installation, type Local, local } from './local.ts';

let started: Local;
let key: string;
beforeAll(async () => {
  started = await local();
  key = await addProduct(started, 'opt');
});
afterAll(() => started.stop());

/** A customer whose administrator holds a token. */
async function customer(id: string) {
  const { out } = await command('admin', started.data, 'organization', 'add', id, '--json');
  const { organization_id, token } = JSON.parse(out);
  const path = `/v1/organizations/${organization_id}/consent`;
  const call = async (method: string, body?: object, bearer = token) => {
    const response = await fetch(started.url + path, {
      method,
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  };
  const allow = (...allowed_purposes: string[]) =>
    call('PUT', { allowed_purposes, decided_at: new Date().toISOString() });
  return { organization_id, token, call, allow };
}

const reasonOf = (reply: { json: { rejected: { reason: string }[] } }) => reply.json.rejected[0]?.reason;

test("an administrator's opt-out applies with the very next request, and so does coming back", async () => {
  const contoso = await customer('Contoso');
  expect(contoso.organization_id).toBe('contoso');
  const installation = new Installation(started, key);
  await installation.decide('granted', ['usage'], { organization_id: 'CONTOSO' });
  const post = () => installation.post([event()], { organization_id: 'contoso' });
  expect((await post()).json.accepted).toBe(1);
  const { status, json } = await contoso.allow();
  expect(status).toBe(200);
  expect(json).toEqual({
    receipt_id: expect.any(String),
    organization_id: 'contoso',
    allowed_purposes: [],
    recorded_at: expect.any(String),
    proof: expect.any(String),
  });
  const reply = await post();
  expect(reasonOf(reply)).toBe('organization_opted_out');
  expect(reply.json.consent).toMatchObject({ status: 'granted', purposes: [] });
  await contoso.allow('usage', 'licensing');
  expect((await post()).json.accepted).toBe(1);
});

test('leaving the organization out, or naming another, does not get round an opt-out', async () => {
  const fabrikam = await customer('fabrikam');
  await customer('elsewhere');
  await fabrikam.allow();
  const installation = new Installation(started, key);
  await installation.decide('granted', ['usage'], { organization_id: 'fabrikam' });
  expect(reasonOf(await installation.post([event()]))).toBe('organization_opted_out');
  const other = await installation.post([event()], { organization_id: 'elsewhere' });
  expect(reasonOf(other)).toBe('organization_opted_out');
  // Nor does a later decision that leaves it out.
  await installation.decide('granted', ['usage']);
  expect(reasonOf(await installation.post([event()]))).toBe('organization_opted_out');

  const unnamed = new Installation(started, key);
  await unnamed.decide('granted', ['usage']);
  expect(reasonOf(await unnamed.post([event()], { organization_id: 'fabrikam' }))).toBe(
    'organization_opted_out',
  );
});

test('a policy lowers purposes without opting out', async () => {
  const globex = await customer('globex');
  await globex.allow('licensing');
  const installation = new Installation(started, key);
  const { json } = await installation.decide('granted', ['usage', 'licensing'], {
    organization_id: 'globex',
  });
  expect(json).toMatchObject({ purposes: ['usage', 'licensing'], effective_purposes: ['licensing'] });
  expect(reasonOf(await installation.post([event()]))).toBe('purpose_not_granted');
});

test('usage allowed and persons forbidden: events are taken, and say of nobody who it is', async () => {
  const umbrella = await customer('umbrella');
  await umbrella.allow('usage', 'licensing');
  const installation = new Installation(started, key);
  const { json } = await installation.decide('granted', ['usage', 'persons'], {
    organization_id: 'umbrella',
  });
  expect(json).toMatchObject({ purposes: ['usage', 'persons'], effective_purposes: ['usage'] });
  const named = { user_id: 'b7d1f0a3c2e54d6f8a9b0c1d2e3f4a5b', user_role: 'analyst' };
  const post = () => installation.post([event(named)]);
  expect((await post()).json).toMatchObject({ accepted: 1, ignored: [], consent: { purposes: ['usage'] } });
  await umbrella.allow('usage', 'persons');
  await post();
  await refreshed(started);
  const sql = 'SELECT user_id, user_role FROM events WHERE installation_id = ? ORDER BY user_id';
  expect(await query(started, sql, installation.id)).toEqual([named, { user_id: null, user_role: null }]);

  // And alone it allows nothing.
  await umbrella.allow('persons');
  expect(reasonOf(await post())).toBe('organization_opted_out');
});

test('the policy can be read back, and there is none before it was set', async () => {
  const initech = await customer('initech');
  expect((await initech.call('GET')).json.reason).toBe('not_found');
  const { json } = await initech.allow('usage');
  expect((await initech.call('GET')).json).toEqual(json);
});

test('a policy from which no purposes can be read sets nothing', async () => {
  const one = await customer('one');
  const decided_at = new Date().toISOString();
  for (const bad of [{}, { allowed_purposes: ['all'] }, { allowed_purposes: [null], decided_at }, []]) {
    expect((await one.call('PUT', bad)).json).toMatchObject({ status: 400, reason: 'body_invalid' });
  }
  expect((await one.call('GET')).json.reason).toBe('not_found');
});

test('a lost token is replaced on demand, and never by accident', async () => {
  const lost = await customer('lost');
  const again = await command('admin', started.data, 'organization', 'add', 'lost');
  expect(again.code).toBe(1);
  expect(again.err).toMatch(/--renew/);
  await lost.allow();
  const { out } = await command('admin', started.data, 'organization', 'add', 'lost', '--renew', '--json');
  expect((await lost.call('GET')).status).toBe(401);
  expect((await lost.call('GET', undefined, JSON.parse(out).token)).json.allowed_purposes).toEqual([]);
});
