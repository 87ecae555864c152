import { randomUUID } from 'node:crypto';
import { CompactSign } from 'jose';
import { expect, test } from 'vitest';
import { provenIn } from '../../cli/verify-proof/proven.ts';
import { keyFrom } from '../../functions/platform/proof-key.ts';
import { consentRecord, erasureRecord, factsOf, policyRecord } from '../../shared/proof.ts';

const vendor = { name: 'Example Vendor', contact: 'privacy@example.com' };
const decided = {
  receipt_id: randomUUID(),
  product: 'editor',
  installation_id: randomUUID(),
  decision: 'withdrawn',
  purposes: [],
  notice_version: 1,
  decided_by: 'administrator',
  decided_at: 1,
  recorded_at: 2,
  on_request: true,
} as const;
const { key, jwk } = await keyFrom('a secret of a test');
const sign = (record: object) =>
  new CompactSign(Buffer.from(JSON.stringify(record)))
    .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid, cty: 'ld+json' })
    .sign(key);

test('no proof with a single bit changed is genuine', async () => {
  // A short one, since each bit is tried; .ci/verify-proof tries those of a whole record.
  const proof = await sign({ 'dct:identifier': randomUUID() });
  expect((await provenIn(proof, { keys: [jwk] }))[0]?.wrong).toEqual([]);
  const changed = [...proof].flatMap((character, at) =>
    Array.from({ length: 8 }, (_, bit) => {
      const other = String.fromCharCode(character.charCodeAt(0) ^ (1 << bit));
      return proof.slice(0, at) + other + proof.slice(at + 1);
    }),
  );
  const proofs = await provenIn(JSON.stringify(changed), { keys: [jwk] });
  expect(proofs.length).toBe(proof.length * 8);
  expect(proofs.filter(({ wrong }) => wrong.length === 0)).toEqual([]);
});

test('a proof by another key, or by none, is not genuine', async () => {
  const proof = await sign(consentRecord(vendor, decided));
  const other = (await keyFrom('another')).jwk;
  const [unknown, forged] = await Promise.all(
    [other, { ...other, kid: jwk.kid }].map((each) => provenIn(proof, { keys: [each] })),
  );
  expect(unknown?.[0]?.wrong[0]).toMatch(/is signed by a key that the file of keys does not have/);
  expect(forged?.[0]?.wrong[0]).toMatch(/is not genuine/);
  const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${proof.split('.')[1]}.`;
  expect((await provenIn(none, { keys: [jwk] }))[0]?.wrong[0]).toMatch(/is not genuine/);
});

test('what is signed is read back as it was recorded', () => {
  const { decided_at, recorded_at, ...rest } = decided;
  const times = { decided_at: '1970-01-01T00:00:00.001Z', recorded_at: '1970-01-01T00:00:00.002Z' };
  const numbered = { number: 2, total: 3 };
  expect(factsOf(consentRecord(vendor, decided, numbered))).toEqual({ ...rest, ...times, ...numbered });
  const policy = { receipt_id: randomUUID(), organization_id: 'acme', allowed_purposes: ['usage'] } as const;
  expect(factsOf(policyRecord(vendor, { ...policy, decided_at, recorded_at }))).toEqual({
    ...policy,
    ...times,
  });
});

test('the record of an erasure names the erasure, and nobody', () => {
  const erasure_id = randomUUID();
  const record = erasureRecord(vendor, erasure_id, { requested_at: 1, completed_at: 2 });
  expect(JSON.stringify(record).match(/[0-9a-f-]{36}/g)).toEqual([erasure_id, erasure_id]);
});
