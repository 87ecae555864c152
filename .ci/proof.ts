import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompactSign } from 'jose';
import { keyFrom } from '../functions/platform/proof-key.ts';
import { consentRecord } from '../shared/proof.ts';

/** Writes a receipt with a proof, and the keys that verify it, into a folder: what .ci/verify-proof tries. */
const [folder = '.'] = process.argv.slice(2);
const { key, jwk } = await keyFrom(randomUUID());
const decided = {
  receipt_id: randomUUID(),
  product: 'editor',
  installation_id: randomUUID(),
  decision: 'granted',
  purposes: ['usage'],
  notice_version: 1,
  decided_at: Date.now(),
  recorded_at: Date.now(),
} as const;
const record = consentRecord({ name: 'Müller & Söhne', contact: 'privacy@example.com' }, decided);
const proof = await new CompactSign(Buffer.from(JSON.stringify(record)))
  .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid, cty: 'ld+json' })
  .sign(key);
writeFileSync(join(folder, 'receipt.json'), JSON.stringify({ receipt_id: decided.receipt_id, proof }));
writeFileSync(join(folder, 'keys.json'), JSON.stringify({ keys: [jwk] }));
