import { createHmac } from 'node:crypto';
import { normalizedKey } from '../../shared/license.ts';
import { clientSettings, withDeadline } from './client.ts';
import { environment } from './environment.ts';

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
  known ??= await read();
  return known;
}

/** Its client loads here, so that batches without a license start no later for it. */
async function read(): Promise<string> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient(clientSettings);
  const { SecretString } = await client.send(
    new GetSecretValueCommand({ SecretId: environment.licenseSecret }),
    withDeadline(),
  );
  if (!SecretString) throw new Error('The license secret is empty.');
  return SecretString;
}
