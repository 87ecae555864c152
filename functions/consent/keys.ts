import type { Answer } from '../platform/answer.ts';
import { currentKey } from '../platform/proof-key.ts';
import { proofKeysKey } from '../platform/records.ts';
import { readItems } from '../platform/store.ts';

/** `GET /v1/keys`: the key that signs now, and those that signed before. */
export async function getKeys(): Promise<Answer<'GET /v1/keys'>> {
  const { jwk } = await currentKey();
  const [rotated] = await readItems([proofKeysKey]);
  const keys = [jwk, ...(rotated?.keys ?? []).filter(({ kid }) => kid !== jwk.kid)];
  return { status: 200, json: { keys }, headers: { 'cache-control': 'public, max-age=300' } };
}
