import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientSettings, proof, withDeadline } from './client.ts';

/** Loads with the first call, so that what needs no secret starts no later for it. */
const secrets = () => import('@aws-sdk/client-secrets-manager');
let client: SecretsManagerClient | undefined;
async function opened(): Promise<SecretsManagerClient> {
  const { SecretsManagerClient } = await secrets();
  client ??= new SecretsManagerClient(clientSettings);
  return client;
}

/** What a secret of the stack holds. Throws when it can't be read, or is empty. */
export async function readSecret(SecretId: string): Promise<string> {
  const { GetSecretValueCommand } = await secrets();
  const { SecretString } = await (await opened()).send(
    new GetSecretValueCommand({ SecretId }),
    withDeadline(),
  );
  return proof(SecretString || undefined, 'SecretString');
}

/** Replaces what a secret holds. */
export async function replaceSecret(SecretId: string, SecretString: string): Promise<void> {
  const { PutSecretValueCommand } = await secrets();
  await (await opened()).send(new PutSecretValueCommand({ SecretId, SecretString }), withDeadline());
}
