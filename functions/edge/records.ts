import type { Ceiling, Consent, Standing } from '../../shared/consent.ts';
import { standing } from '../../shared/consent.ts';
import { digest, matches } from './digest.ts';
import { Problem } from './http.ts';
import { type Item, type Key, readItems } from './store.ts';

/** An installation's item: its consent in force and the digest of the secret it pinned. */
export type Installation = Consent & { secret_digest: string; version: number };

/** Found by a digest of its ID, so that what an erasure leaves behind names nobody. */
export const installationKey = (product: string, installation_id: string, sk = 'consent'): Key => ({
  pk: `installation#${digest(`${product}/${installation_id}`)}`,
  sk,
});
export const organizationKey = (organization_id: string): Key => ({
  pk: `organization#${organization_id}`,
  sk: 'consent',
});

/** Whether the caller may speak for the installation: it must show the secret it pinned, once it has pinned one. */
export function wrongSecret(
  installation: Installation | undefined,
  secret: string | undefined,
): Problem | undefined {
  if (!installation) return undefined;
  if (secret === undefined) return new Problem('credential_missing', 'Send x-installation-secret.');
  if (matches(secret, installation.secret_digest)) return undefined;
  return new Problem(
    'secret_mismatch',
    'x-installation-secret is not the one that this installation pinned.',
  );
}

/**
 * What applies to an installation under the organization that its request names and the one in its record.
 * Reads again only when the record names another: `named` is the item of the one that the request named.
 */
export async function standingOf(
  installation: Installation | undefined,
  organization_id: string | undefined,
  named: Item | undefined,
): Promise<Standing> {
  const recorded = installation?.organization_id;
  const other =
    recorded && recorded !== organization_id ? (await readItems([organizationKey(recorded)]))[0] : undefined;
  return standing(installation, [ceilingOf(named), ceilingOf(other)]);
}

const ceilingOf = (item: Item | undefined) => item?.allowed_purposes as Ceiling;
