import { CompactSign } from 'jose';
import type { ProofRecord } from '../../shared/proof.ts';
import { logFault } from './log-fault.ts';
import { currentKey } from './proof-key.ts';

/**
 * Signs a record: a compact JWS (RFC 7515) by Ed25519, which is the same each time it is made and so never stored.
 * Undefined where none can be made now: what it would prove stands all the same.
 */
export async function proofOf(record: () => ProofRecord | Promise<ProofRecord>): Promise<string | undefined> {
  try {
    const { key, jwk } = await currentKey();
    return await new CompactSign(Buffer.from(JSON.stringify(await record())))
      .setProtectedHeader({ alg: jwk.alg, kid: jwk.kid, cty: 'ld+json' })
      .sign(key);
  } catch (fault) {
    logFault(fault as Error);
    return undefined;
  }
}
