import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Who } from '../../shared/admin.ts';
import { query, refreshed, scan } from './lake.ts';
import { addOrganization, addProduct, admin, command, event, Installation, localForFile } from './local.ts';

const started = localForFile({ schedules: false });
const keys: Record<string, string> = {};
beforeAll(async () => {
  for (const product of ['editor', 'viewer']) keys[product] = await addProduct(started, product);
});

async function granted(product = 'editor', more: object = {}) {
  const installation = new Installation(started, keys[product] as string);
  await installation.decide('granted', ['usage', 'persons'], more);
  return installation;
}
const ask = <C extends 'withdraw' | 'erase' | 'export'>(what: C, who: Who) => admin(started, what, who);
const fails = async (...args: string[]) => {
  const { code, err } = await command('admin', started.data, ...args);
  return [code, err.trim()];
};
const reasons = async (installation: Installation, more: object = {}) =>
  (await installation.post([event(more)])).json.rejected.map(({ reason }: { reason: string }) => reason);
const rowsOf = async ({ id }: Installation) =>
  (await query(started, 'SELECT event_id FROM events WHERE installation_id = ?', id)).length;

test('a request withdraws for an installation, as a decision with its proof', async () => {
  const installation = await granted();
  expect(await ask('withdraw', { installation_id: installation.id.toUpperCase() })).toEqual({
    installations: 1,
  });
  expect(await reasons(installation)).toEqual(['consent_withdrawn']);
  const proof = (await scan(started)).filter(({ on_request }) => on_request);
  expect(proof).toMatchObject([{ decision: 'withdrawn', decided_by: 'user' }]);
  // Its holder may grant again.
  await installation.decide('granted', ['usage']);
  expect(await reasons(installation)).toEqual([]);
});

test('for a user, at every installation where one was seen, in every product', async () => {
  const [editor, viewer] = [await granted('editor'), await granted('viewer')];
  const user_id = randomUUID();
  await editor.post([event({ user_id })]);
  await viewer.post([event({ user_id })]);
  started.deliver();
  await refreshed(started, 'recent');
  expect(await ask('withdraw', { user_id })).toEqual({ installations: 2 });
  for (const installation of [editor, viewer]) {
    expect(await reasons(installation, { user_id })).toEqual(['consent_withdrawn']);
    expect(await reasons(installation)).toEqual([]);
  }
  const { erasures } = await ask('erase', { user_id, product: 'viewer' });
  expect(erasures).toHaveLength(1);
  expect(await reasons(viewer, { user_id })).toEqual(['installation_erased']);
  await refreshed(started, 'late', 'erase');
  const left = await query(started, 'SELECT product FROM events WHERE user_id = ?', user_id);
  expect(left).toEqual([{ product: 'editor' }]);
});

test("for an organization: it opts out, and its installations' rows go, also such as have only just landed", async () => {
  const organization_id = 'contoso';
  await addOrganization(started, organization_id);
  const first = await granted('editor', { organization_id });
  const second = await granted('editor');
  await first.post([event()]);
  started.deliver();
  await refreshed(started, 'recent');
  await second.post([event()], { organization_id });
  started.deliver();

  const answer = await ask('erase', { organization_id: 'Contoso' });
  expect(answer.erasures).toHaveLength(2);
  expect(Date.parse(answer.due_at)).toBeGreaterThan(Date.now());
  expect(await reasons(first)).toEqual(['installation_erased']);
  expect(await reasons(await granted('editor', { organization_id }))).toEqual(['organization_opted_out']);
  await refreshed(started, 'late', 'erase');
  expect([await rowsOf(first), await rowsOf(second)]).toEqual([0, 0]);
});

test('an organization opts out on request, with or without a token', async () => {
  expect(await ask('withdraw', { organization_id: 'fabrikam' })).toEqual({
    installations: 0,
    organization_id: 'fabrikam',
  });
  expect(await reasons(await granted('editor', { organization_id: 'fabrikam' }))).toEqual([
    'organization_opted_out',
  ]);
});

test('the installation itself can ask how far an erasure on request has come', async () => {
  const installation = await granted();
  const { erasures } = await ask('erase', { installation_id: installation.id });
  const { status, json } = await installation.call('GET', `/v1/erasures/${erasures[0]}`);
  expect([status, json.status]).toEqual([200, 'received']);
});

test('an export on request is a file with all rows and all decisions', async () => {
  const installation = await granted();
  const user_id = randomUUID();
  await installation.post([event({ user_id }), event()]);
  started.deliver();
  const file = join(started.data, 'export.json');
  const { code, out } = await command(
    'admin',
    started.data,
    'export',
    '--installation',
    installation.id,
    '--out',
    file,
  );
  expect([code, out]).toEqual([0, '']);
  const { rows, consent_history } = JSON.parse(readFileSync(file, 'utf8'));
  expect([rows.length, consent_history.length]).toEqual([2, 1]);
  const ofUser = await command('admin', started.data, '--json', 'export', '--user', user_id);
  expect(JSON.parse(ofUser.out).rows).toMatchObject([{ user_id }]);
});

test('a request about nobody, or about somebody unknown, is told so and changes nothing', async () => {
  const before = JSON.stringify(await scan(started));
  const nobody = { error: 'Name one of --installation, --user and --organization.' };
  const unknown = { error: 'Nothing is known of it: check the ID, and --product if you gave one.' };
  for (const what of ['withdraw', 'erase', 'export'] as const) {
    expect(await ask(what, { installation_id: randomUUID() })).toEqual(unknown);
    expect(await ask(what, { user_id: randomUUID() })).toEqual(unknown);
    expect(await ask(what, {})).toEqual(nobody);
    expect(await ask(what, { user_id: randomUUID(), installation_id: randomUUID() })).toEqual(nobody);
  }
  expect(await fails('erase', '--user', 'jane@example.com')).toEqual([
    1,
    '--user must be a GUID or a hex digest.',
  ]);
  expect(JSON.stringify(await scan(started))).toBe(before);
});

test('the commands say what was done', async () => {
  const installation = await granted();
  const said = async (...args: string[]) => (await command('admin', started.data, ...args)).out;
  expect(await said('withdraw', '--installation', installation.id)).toBe(
    'Withdrawn at 1 installation, in force with the next request.\n',
  );
  expect(await said('erase', '--installation', installation.id)).toMatch(
    /^Nothing more is taken of 1 installation; the rows are gone by \d{4}-\d\d-\d\d\.\n[0-9a-f-]{36}\n$/,
  );
});
