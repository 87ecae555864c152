import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JSONWebKeySet } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { compare } from '../../cli/verify-proof/compare.ts';
import { provenIn } from '../../cli/verify-proof/proven.ts';
import { addOrganization, addProduct, admin, command, Installation, localForFile, settle } from './local.ts';

const started = localForFile();
let key: string;
beforeAll(async () => {
  key = await addProduct(started, 'editor');
});

const keys = async (): Promise<JSONWebKeySet> => (await fetch(`${started.url}/v1/keys`)).json();
const proven = async (...carriers: object[]) => provenIn(JSON.stringify(carriers), await keys());

async function exportOf(installation: Installation) {
  const { json } = await installation.call('POST', '/v1/exports', { installation_id: installation.id });
  await settle(started);
  return (await installation.call('GET', `/v1/exports/${json.export_id}`)).json;
}

// First, since a key that was read once signs on without the secret.
test('where no proof can be made the decision stands, and the proof comes later', async () => {
  const installation = new Installation(started, key);
  started.fail((call) =>
    call === 'secretsmanager.GetSecretValue' ? { type: 'InternalServiceError', status: 500 } : undefined,
  );
  const { status, json } = await installation.decide('granted', ['usage']);
  started.fail(() => undefined);
  expect([status, json.decision, json.proof]).toEqual([200, 'granted', undefined]);
  const later = await installation.call('GET', `/v1/consent/${installation.id}`);
  const { proof, ...rest } = later.json;
  expect(rest).toEqual(json);
  expect((await proven({ ...rest, proof }))[0]?.wrong).toEqual([]);
});

test('a receipt proves who decided what, for what, when, under which text of the notice, without the service', async () => {
  const installation = new Installation(started, key);
  const decided_at = new Date(Date.now() - 5000).toISOString();
  const more = { decided_at, notice_language: 'de-DE', organization_id: 'contoso' };
  const { json } = await installation.decide('granted', ['usage', 'licensing'], more);
  const [proof] = await proven(json);
  const text = await fetch(`${started.url}/v1/notice?version=1&language=de-DE`, {
    headers: { accept: 'text/markdown' },
  });
  expect(proof?.wrong).toEqual([]);
  expect(proof?.facts).toEqual({
    receipt_id: json.receipt_id,
    product: 'editor',
    installation_id: installation.id,
    organization_id: 'contoso',
    decision: 'granted',
    purposes: ['usage', 'licensing'],
    notice_version: 1,
    notice_language: 'de-DE',
    notice_sha256: createHash('sha256')
      .update(await text.text())
      .digest('hex'),
    decided_by: 'user',
    decided_at,
    recorded_at: json.recorded_at,
  });
});

test('the same decision has the same proof, whenever it is asked for', async () => {
  const installation = new Installation(started, key);
  const decided_at = new Date().toISOString();
  const { json } = await installation.decide('granted', ['usage'], { decided_at });
  const again = await installation.decide('granted', ['usage'], { decided_at });
  const read = await installation.call('GET', `/v1/consent/${installation.id}`);
  expect([again.json.proof, read.json.proof]).toEqual([json.proof, json.proof]);
});

test('a no that says nothing else has a proof too', async () => {
  const installation = new Installation(started, key);
  const { json } = await installation.call('PUT', '/v1/consent', {
    installation_id: installation.id,
    decision: 'refused',
  });
  const [proof] = await proven(json);
  expect(proof).toMatchObject({ facts: { decision: 'refused', purposes: [] }, wrong: [] });
});

test('a text beside a proof that says otherwise is named', async () => {
  const installation = new Installation(started, key);
  const { json } = await installation.decide('granted', ['usage']);
  const [proof] = await proven({ ...json, purposes: ['usage', 'licensing'] });
  expect(proof?.wrong[0]).toMatch(/says purposes usage,licensing, and what was signed says usage/);
});

test('an organization can prove what it allowed', async () => {
  const token = await addOrganization(started, 'acme');
  const path = '/v1/organizations/acme/consent';
  const caller = new Installation(started, key);
  const authorization = { authorization: `Bearer ${token}` };
  const decided_at = new Date().toISOString();
  const { json } = await caller.call('PUT', path, { allowed_purposes: ['usage'], decided_at }, authorization);
  const read = await caller.call('GET', path, undefined, authorization);
  expect(read.json.proof).toBe(json.proof);
  const [proof] = await proven(json);
  expect(proof?.wrong).toEqual([]);
  expect(proof?.facts).toEqual({
    receipt_id: json.receipt_id,
    organization_id: 'acme',
    allowed_purposes: ['usage'],
    decided_at,
    recorded_at: json.recorded_at,
  });
});

test('an export numbers the decisions, proves each, and tells the same as the receipts', async () => {
  const installation = new Installation(started, key);
  const receipts = [
    (await installation.decide('granted', ['usage'])).json,
    (await installation.decide('withdrawn', [])).json,
    (await installation.decide('granted', ['usage', 'diagnostics'])).json,
  ];
  const { consent_history } = await exportOf(installation);
  const own = await proven(...receipts);
  const theirs = await proven(...consent_history);
  expect(theirs.map(({ facts }) => [facts?.number, facts?.total, facts?.decision])).toEqual([
    [1, 3, 'granted'],
    [2, 3, 'withdrawn'],
    [3, 3, 'granted'],
  ]);
  expect(theirs.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(compare(theirs, own)).toEqual([]);

  expect(compare(theirs.toSpliced(1, 1), own)).toEqual([
    'Left out of the export: decision 2 of 3.',
    expect.stringMatching(/^Missing in the export: withdrawn/),
  ]);
  expect(compare(theirs, own.slice(0, 2))).toEqual([
    expect.stringMatching(/^Added in the export: granted \(usage, diagnostics\)(?!.*back-dated).*\.$/),
  ]);
  expect(compare(theirs, own.slice(1))).toEqual([
    expect.stringMatching(/^Added in the export: granted \(usage\).* it may be back-dated\.$/),
  ]);

  // As a person does it, with copies that are files.
  const files = [{ consent_history: consent_history.slice(1) }, await keys(), receipts].map((json, i) => {
    const path = join(started.data, `proof-${i}.json`);
    writeFileSync(path, JSON.stringify(json));
    return path;
  }) as [string, string, string];
  const args = [files[0], '--keys', files[1], '--receipts', files[2]];
  const { code, out } = await command('verify-proof', undefined, ...args);
  expect(code).toBe(1);
  expect(out).toMatch(/^Genuine, signed by the key /);
  expect(out).toContain('Left out of the export: decision 1 of 3.');
});

test('a letter to the vendor shows in an export as one', async () => {
  const installation = new Installation(started, key);
  const { json } = await installation.decide('granted', ['usage']);
  await admin(started, 'withdraw', { installation_id: installation.id, product: 'editor' });
  const { consent_history } = await exportOf(installation);
  expect(compare(await proven(...consent_history), await proven(json))).toEqual([
    expect.stringMatching(/^Added in the export: withdrawn .*, on a written request\.$/),
  ]);
});

test('after a rotation new proofs have a new key, and old ones verify', async () => {
  const installation = new Installation(started, key);
  const { json: before } = await installation.decide('granted', ['usage']);
  const { out } = await command('admin', started.data, 'key', 'rotate-proof', '--json');
  const { kid } = JSON.parse(out);
  const [proof] = await proven(before);
  expect(proof).toMatchObject({ wrong: [] });
  expect(proof?.kid).not.toBe(kid);
  expect((await keys()).keys.map((each) => each.kid)).toEqual(expect.arrayContaining([kid, proof?.kid]));
});

test('HEAD of the keys has their headers', async () => {
  const response = await fetch(`${started.url}/v1/keys`, { method: 'HEAD' });
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
});
