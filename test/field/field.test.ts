import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { send } from '../e2e/answers.ts';
import { query, refreshed } from '../e2e/lake.ts';
import { addProduct, admin, command, event, Installation, localForFile, report } from '../e2e/local.ts';

const started = localForFile({ schedules: false });
let key: string;
beforeAll(async () => {
  key = await addProduct(started, 'field');
});
const someone = () => new Installation(started, key);

test('a no is recorded whatever else the body says, and ends what was granted', async () => {
  for (const decision of ['refused', 'withdrawn']) {
    const installation = someone();
    await installation.decide('granted', ['usage']);
    const { status, json } = await installation.call('PUT', '/v1/consent', {
      installation_id: installation.id.toUpperCase(),
      decision,
      organization_id: { name: 'Acme' },
      notice_language: 'de_DE!',
      notice_version: 'the last',
      decided_at: 'just now',
      reason: 'none of your business',
    });
    const ignored = ['/organization_id', '/notice_language', '/notice_version', '/decided_at', '/*'];
    expect([status, json]).toMatchObject([200, { decision, purposes: [], ignored }]);
    expect((await installation.post([event()])).json).toMatchObject({
      accepted: 0,
      rejected: [{ reason: `consent_${decision}` }],
    });
    const { json: later } = await installation.call('GET', `/v1/consent/${installation.id}`);
    expect(later).toMatchObject({ decision });
    expect(later).not.toHaveProperty('ignored');
  }
});

test('an organization is one, however batches, decisions, tokens, paths and administrators spell it', async () => {
  const name = 'Müller & Söhne GmbH (हिन्दी)';
  const id = 'müller-söhne-gmbh-हिन्दी';
  const added = await command('admin', started.data, 'organization', 'add', name);
  expect(added.out).toContain(`"${name}" is kept as ${id}.`);
  const token = added.out.trim().split('\n').at(-1) as string;
  expect(token).toMatch(/^[!-~]+$/);
  const again = await command('admin', started.data, 'organization', 'add', 'MÜLLER + SÖHNE GMBH हिन्दी');
  expect([again.code, again.err]).toEqual([1, expect.stringContaining(`${id} has a token already`)]);

  const granted = someone();
  const { json } = await granted.decide('granted', ['usage'], {
    organization_id: 'Müller+Söhne GmbH  हिन्दी',
  });
  expect(json.effective_purposes).toEqual(['usage']);
  const named = someone();
  await named.decide('granted', ['usage']);

  for (const spelled of [name, id, 'müller söhne gmbh हिन्दी']) {
    const answer = await send(
      `${started.url}/v1/organizations/${encodeURIComponent(spelled)}/consent`,
      'PUT',
      { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      JSON.stringify({ allowed_purposes: [], decided_at: new Date().toISOString() }),
    );
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([200, { organization_id: id }]);
  }
  for (const { json } of [
    await granted.post([event()], { organization_id: undefined }),
    await named.post([event()], { organization_id: 'Müller/Söhne, GmbH — हिन्दी' }),
  ]) {
    expect(json.rejected).toMatchObject([{ reason: 'organization_opted_out' }]);
  }
});

test('a vendor who withdraws for an organization by its name opts that very organization out', async () => {
  const installation = someone();
  await installation.decide('granted', ['usage'], { organization_id: 'C&A' });
  const answer = await admin(started, 'withdraw', { organization_id: 'C+A' });
  expect(answer).toMatchObject({ organization_id: 'c-a' });
  expect((await installation.post([event()], { organization_id: undefined })).json.rejected).toMatchObject([
    { reason: 'organization_opted_out' },
  ]);
  expect(await admin(started, 'withdraw', { organization_id: 'ada@example.org' })).toHaveProperty('error');
});

test('of an erasure and a first decision at the same time, with different secrets, one wins', async () => {
  for (let round = 0; round < 10; round++) {
    const decider = someone();
    const eraser = { 'x-installation-secret': randomBytes(32).toString('base64url') };
    const [decided, erased] = await Promise.all([
      decider.decide('granted', ['usage']),
      decider.call('POST', '/v1/erasures', { installation_id: decider.id }, eraser),
    ]);
    const posted = await decider.post([event()]);
    if (decided.status === 200) {
      expect(erased).toMatchObject({ status: 403, json: { reason: 'secret_mismatch' } });
      expect(posted.json.accepted).toBe(1);
    } else {
      expect([erased.status, decided.status]).toEqual([202, 403]);
      expect(posted.status).toBe(403);
    }
  }
});

test('an erasure of somebody who never decided pins its secret; asked for again it is the same', async () => {
  const installation = someone();
  const ask = (headers = {}) =>
    installation.call('POST', '/v1/erasures', { installation_id: installation.id }, headers);
  const first = await ask();
  expect(await ask()).toMatchObject({ status: 202, json: first.json });
  const other = { 'x-installation-secret': randomBytes(32).toString('base64url') };
  expect((await ask(other)).json.reason).toBe('secret_mismatch');
  const path = `/v1/erasures/${first.json.erasure_id}`;
  expect((await installation.call('GET', path)).json).toEqual(first.json);
});

test('what was left out is counted, by its path and for the report, once however often it is sent', async () => {
  const product = 'counted';
  const installation = new Installation(started, await addProduct(started, product));
  await installation.decide('granted', ['usage', 'environment']);
  const events = [event({ session_id: 'none' }), event({ session_id: 'none', more: 1 })];
  const context = { product_version: '1', os_version: 10, host: 'h' };
  for (let i = 0; i < 2; i++) {
    const { json } = await installation.post(events, { context });
    expect(json).toMatchObject({
      accepted: 2,
      ignored: ['/context/os_version', '/context/*', '/events/*/session_id', '/events/*/*'],
    });
  }
  // Of those who did not consent not even that.
  const refused = new Installation(started, await addProduct(started, 'uncounted'));
  await refused.post([event({ session_id: 'none' })], { context });

  await refreshed(started);
  const noted = await query(started, `SELECT * FROM events WHERE event_name = 'fields_ignored'`);
  expect(noted).toMatchObject([{ product, installation_id: null, organization_id: null, user_id: null }]);
  const counts = await query(
    started,
    `SELECT element_at(properties, '/events/*/session_id') AS sessions, element_at(properties, 'times') AS times
     FROM events WHERE event_name = 'fields_ignored'`,
  );
  expect(counts).toEqual([{ sessions: '2', times: '5' }]);
  expect(await report(started.data, 'ingest-quality', '--product', product)).toMatchObject([
    { events: 2, ignored: 5 },
  ]);
});

test('memory below half a gigabyte is not zero', async () => {
  const product = 'small';
  const write_key = await addProduct(started, product);
  for (let i = 0; i < 5; i++) {
    const installation = new Installation(started, write_key);
    await installation.decide('granted', ['usage', 'environment']);
    await installation.post([event({ event_id: randomUUID() })], { context: { memory_mb: 475 } });
  }
  await refreshed(started);
  const rows = await report(started.data, 'environment', '--product', product);
  expect(rows.filter(({ attribute }) => attribute === 'memory')).toMatchObject([{ value: '< 1 GB' }]);
});
