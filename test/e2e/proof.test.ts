import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Facts } from '../../shared/proof.ts';
import { addOrganization, addProduct, admin, command, Installation, localForFile, settle } from './local.ts';

const started = localForFile();
let key: string;
beforeAll(async () => {
  key = await addProduct(started, 'editor');
});

const file = (text: string) => {
  const path = join(mkdtempSync(join(started.data, 'proof-')), 'file.json');
  writeFileSync(path, text);
  return path;
};
const keys = async () => (await fetch(`${started.url}/v1/keys`)).text();

/** Verifies as a person would, with a copy of the keys. */
async function verified(text: string, receipts?: string) {
  const more = receipts === undefined ? [] : ['--receipts', file(receipts)];
  const { node, args } = { node: 'verify-proof', args: [file(text), '--keys', file(await keys()), ...more] };
  const { code, out, err } = await command(node, undefined, ...args, '--json');
  if (out === '') throw new Error(err);
  const { proofs, differences } = JSON.parse(out);
  return { code, proofs: proofs as { facts?: Facts; kid?: string; wrong: string[] }[], differences };
}

async function exportOf(installation: Installation) {
  const { json } = await installation.call('POST', '/v1/exports', { installation_id: installation.id });
  await settle(started);
  return (await installation.call('GET', `/v1/exports/${json.export_id}`)).json;
}

test('a receipt proves who decided what, for what, when, under which text of the notice, without the service', async () => {
  const installation = new Installation(started, key);
  const decided_at = new Date(Date.now() - 5000).toISOString();
  const more = { decided_at, notice_language: 'de-DE', organization_id: 'contoso' };
  const { json } = await installation.decide('granted', ['usage', 'licensing'], more);
  const { code, proofs } = await verified(JSON.stringify(json));
  const text = await fetch(`${started.url}/v1/notice?version=1&language=de-DE`, {
    headers: { accept: 'text/markdown' },
  });
  expect(code).toBe(0);
  expect(proofs[0]?.facts).toEqual({
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
  const { proofs } = await verified(JSON.stringify(json));
  expect(proofs[0]).toMatchObject({ facts: { decision: 'refused', purposes: [] }, wrong: [] });
});

test('a text beside a proof that says otherwise is named', async () => {
  const installation = new Installation(started, key);
  const { json } = await installation.decide('granted', ['usage']);
  const { code, proofs } = await verified(JSON.stringify({ ...json, purposes: ['usage', 'licensing'] }));
  expect(code).toBe(1);
  expect(proofs[0]?.wrong[0]).toMatch(/says purposes usage,licensing, and what was signed says usage/);
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
  const { code, proofs } = await verified(JSON.stringify(json));
  expect(code).toBe(0);
  expect(proofs[0]?.facts).toEqual({
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
  const { code, proofs, differences } = await verified(
    JSON.stringify({ consent_history }),
    JSON.stringify(receipts),
  );
  expect(proofs.map(({ facts }) => [facts?.number, facts?.total, facts?.decision])).toEqual([
    [1, 3, 'granted'],
    [2, 3, 'withdrawn'],
    [3, 3, 'granted'],
  ]);
  expect([code, differences]).toEqual([0, []]);

  const bent = { consent_history: consent_history.toSpliced(1, 1) };
  const { code: failed, differences: named } = await verified(JSON.stringify(bent), JSON.stringify(receipts));
  expect(failed).toBe(1);
  expect(named[0]).toBe('Left out of the export: decision 2 of 3.');
  expect(named[1]).toMatch(/^Missing in the export: withdrawn/);
  const { differences: more } = await verified(
    JSON.stringify({ consent_history }),
    JSON.stringify(receipts.slice(0, 2)),
  );
  expect(more).toEqual([expect.stringMatching(/^Added in the export: granted \(usage, diagnostics\)/)]);
});

test('a letter to the vendor shows in an export as one', async () => {
  const installation = new Installation(started, key);
  const { json } = await installation.decide('granted', ['usage']);
  await admin(started, 'withdraw', { installation_id: installation.id, product: 'editor' });
  const { consent_history } = await exportOf(installation);
  const { differences } = await verified(JSON.stringify({ consent_history }), JSON.stringify([json]));
  expect(differences).toEqual([
    expect.stringMatching(/^Added in the export: withdrawn .*, on a written request\.$/),
  ]);
});

test('after a rotation new proofs have a new key, and old ones verify', async () => {
  const installation = new Installation(started, key);
  const { json: before } = await installation.decide('granted', ['usage']);
  const { out } = await command('admin', started.data, 'key', 'rotate-proof', '--json');
  const { kid } = JSON.parse(out);
  const { proofs } = await verified(JSON.stringify(before));
  expect(proofs[0]).toMatchObject({ wrong: [] });
  expect(proofs[0]?.kid).not.toBe(kid);
  expect(JSON.parse(await keys()).keys.map((each: { kid: string }) => each.kid)).toEqual(
    expect.arrayContaining([kid, proofs[0]?.kid]),
  );
});

test('HEAD of the keys has their headers', async () => {
  const response = await fetch(`${started.url}/v1/keys`, { method: 'HEAD' });
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
});
