import { createHmac } from 'node:crypto';
import { normalizedKey } from '../../shared/license.ts';
import { environment } from './environment.ts';
import { readSecret } from './secret.ts';

/**
 * The license_id of each key: the HMAC-SHA256, in hex, of the normalized key under the stack's secret. Throws when
 * the secret can't be read; where there is no key it is not even asked for.
 */
export async function licenseIds(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const secret = await theSecret();
  const id = (key: string) => createHmac('sha256', secret).update(normalizedKey(key)).digest('hex');
  return new Map(keys.map((key) => [key, id(key)]));
}

let known: string | undefined;

/** Read once an instance, which is enough: it never changes. What failed is asked for again. */
async function theSecret(): Promise<string> {
  known ??= await readSecret(environment.licenseSecret);
  return known;
}
