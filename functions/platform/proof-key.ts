import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import { limits } from '../../shared/limits.ts';
import { environment } from './environment.ts';
import { readSecret } from './secret.ts';

/** A public key as `GET /v1/keys` shows it; `kid` is its thumbprint (RFC 7638). */
export type ProofKey = { kty: 'OKP'; crv: 'Ed25519'; x: string; kid: string; alg: 'EdDSA'; use: 'sig' };

/** What an Ed25519 private key begins with in PKCS #8 (RFC 8410), before its 32 bytes. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key pair that follows from what the secret holds. */
export async function keyFrom(secret: string): Promise<{ key: KeyObject; jwk: ProofKey }> {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'assent proof key', 32));
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
  const { kty, crv, x } = (await exportJWK(createPublicKey(key))) as Pick<ProofKey, 'kty' | 'crv' | 'x'>;
  const kid = await calculateJwkThumbprint({ kty, crv, x });
  return { key, jwk: { kty, crv, x, kid, alg: 'EdDSA', use: 'sig' } };
}

let known: (Awaited<ReturnType<typeof keyFrom>> & { until: number }) | undefined;

/** The key that signs now. It is read again once in a while, since it can be rotated. */
export async function currentKey(now = Date.now()): Promise<Awaited<ReturnType<typeof keyFrom>>> {
  if (known && known.until > now) return known;
  known = { ...(await keyFrom(await readSecret(environment.proofSecret))), until: now + limits.proofKeyAge };
  return known;
}
