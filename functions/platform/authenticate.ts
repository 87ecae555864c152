import { limits } from '../../shared/limits.ts';
import { type Credentials, type Token, unknownToken } from './credentials.ts';
import { matches } from './digest.ts';
import { Problem } from './problem.ts';
import {
  type Installation,
  installationKey,
  type Organization,
  organizationKey,
  type Product,
  productKey,
} from './records.ts';
import { type Items, type Key, readItems } from './store.ts';

/** Whose write key was proven. */
export type Sender = { product: string; test: boolean };

// One item serves at most 3,000 reads a second, so a product's keys are read once in a while, not with each request.
const cache = new Map<string, { keys: Product['keys']; until: number }>();

/** Who sends, and the items of these keys: by one read. It reads the product's write keys too, unless it did lately. */
export async function authenticate<const Keys extends readonly Key[]>(
  credentials: Credentials,
  keys: Keys,
  now: number,
): Promise<{ sender: Sender; items: Items<Keys> } | Problem> {
  const known = lately(credentials, now);
  if (known) return { sender: known, items: await readItems(keys) };
  const { product } = credentials;
  const [found, ...items] = await readItems([productKey(product), ...keys]);
  if (found) cache.set(product, { keys: found.keys, until: now + limits.keyAge });
  const sender = lately(credentials, now);
  return sender ? { sender, items: items as Items<Keys> } : new Problem('credential_unknown');
}

function lately({ product, writeKey }: Credentials, now: number): Sender | undefined {
  const fresh = cache.get(product);
  if (!fresh || fresh.until <= now) return undefined;
  const found = Object.entries(fresh.keys).find(([kept]) => matches(writeKey, kept));
  return found && { product, test: found[1].test };
}

/** Who sends, with the secret that the installation pinned if it has pinned one; its item, and those of more keys. */
export async function authenticateInstallation<const Keys extends readonly Key[]>(
  credentials: Credentials,
  installation_id: string,
  now: number,
  more: Keys,
): Promise<{ sender: Sender; installation: Installation | undefined; items: Items<Keys> } | Problem> {
  const key = installationKey(credentials.product, installation_id);
  const read = await authenticate(credentials, [key, ...more], now);
  if (read instanceof Problem) return read;
  const [installation, ...items] = read.items;
  const refused = wrongSecret(installation, credentials.secret);
  return refused ?? { sender: read.sender, installation, items: items as Items<Keys> };
}

/** Why the caller may not speak for what a secret was pinned to: it must show that very one. */
export function wrongSecret(
  pinned: { secret_digest?: string } | undefined,
  secret: string | undefined,
): Problem | undefined {
  if (pinned?.secret_digest === undefined) return undefined;
  if (secret === undefined) return new Problem('credential_missing');
  return matches(secret, pinned.secret_digest) ? undefined : new Problem('secret_mismatch');
}

/** What is kept of the organization, if the token is its own. One that opted out in writing may have none yet. */
export async function authenticateOrganization({
  organization_id,
  token,
}: Token): Promise<Organization | Problem> {
  const [organization] = await readItems([organizationKey(organization_id)]);
  const digest = organization?.token_digest;
  return organization && digest !== undefined && matches(token, digest) ? organization : unknownToken();
}
