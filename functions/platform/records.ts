import type { Ceiling, Consent, Standing } from '../../shared/consent.ts';
import { standing } from '../../shared/consent.ts';
import { digest, matches } from './digest.ts';
import { Problem } from './http.ts';
import { type Item, type Key, readItems } from './store.ts';

/**
 * An installation's item: its consent in force, the digest of the secret it pinned, and its users who are taken no
 * more, by the digest of their IDs. Of one that was erased only `erased_at` and the digest of its secret are left.
 */
export type Installation = Partial<Consent> & {
  secret_digest?: string;
  version: number;
  erased_at?: number;
  users?: Readonly<Record<string, UserRefusal>>;
};
/** Why a user of an installation is taken no more. */
export type UserRefusal = 'withdrawn' | 'erased';

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
  installation: { secret_digest?: string } | undefined,
  secret: string | undefined,
): Problem | undefined {
  if (installation?.secret_digest === undefined) return undefined;
  if (secret === undefined) return new Problem('credential_missing', 'Send x-installation-secret.');
  if (matches(secret, installation.secret_digest)) return undefined;
  return new Problem(
    'secret_mismatch',
    'x-installation-secret is not the one that this installation pinned.',
  );
}

export const erased = () => new Problem('installation_erased', 'The installation has been erased.');

/**
 * What applies to an installation under the organization that its request names and the one in its record.
 * Reads again only when the record names another: `named` is the item of the one that the request named.
 */
export async function standingOf(
  installation: (Partial<Consent> & { erased_at?: number }) | undefined,
  organization_id: string | undefined,
  named: Item | undefined,
): Promise<Standing> {
  const recorded = installation?.organization_id;
  const other =
    recorded && recorded !== organization_id ? (await readItems([organizationKey(recorded)]))[0] : undefined;
  return standing(installation, [ceilingOf(named), ceilingOf(other)]);
}

const ceilingOf = (item: Item | undefined) => item?.allowed_purposes as Ceiling;
