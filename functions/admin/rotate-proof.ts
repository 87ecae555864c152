import { randomBytes } from 'node:crypto';
import type { AdminAnswer } from '../../shared/admin.ts';
import { environment } from '../platform/environment.ts';
import { keyFrom } from '../platform/proof-key.ts';
import { proofKeysKey } from '../platform/records.ts';
import { readSecret, replaceSecret } from '../platform/secret.ts';
import { changeItem } from '../platform/store.ts';

/**
 * Gives proofs a new key. The public half of the one before is kept first, and of the new one, so that whatever either
 * signs can be verified; functions that have read the old one go on signing with it for a few minutes.
 */
export async function rotateProof(): Promise<AdminAnswer<'key rotate-proof'>> {
  const next = randomBytes(48).toString('base64url');
  const pairs = [await keyFrom(next), await keyFrom(await readSecret(environment.proofSecret))];
  const kept = await changeItem(proofKeysKey, (item) => {
    const known = item?.keys ?? [];
    const added = pairs.map(({ jwk }) => jwk).filter(({ kid }) => !known.some((each) => each.kid === kid));
    return { keys: [...added, ...known], version: (item?.version ?? 0) + 1 };
  });
  await replaceSecret(environment.proofSecret, next);
  return { kid: pairs[0]?.jwk.kid as string, keys: kept?.keys.length ?? 0 };
}
