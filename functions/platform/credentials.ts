import { randomBytes } from 'node:crypto';
import { limits } from '../../shared/limits.ts';
import { matches } from './digest.ts';
import { Problem } from './problem.ts';
import { type Installation, installationKey, type Product, productKey } from './records.ts';
import type { Request } from './request.ts';
import { type Items, type Key, readItems } from './store.ts';

/** Who calls, as far as the headers say: `product` is what the write key claims, not yet proven. */
export type Credentials = { product: string; writeKey: string; secret: string | undefined };
export type WithSecret = Credentials & { secret: string };
/** Whose write key was proven. */
export type Sender = { product: string; test: boolean };

export const productName = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const wellFormed = /^[A-Za-z0-9_-]{43}$/;

/** A random credential behind the name that it claims. */
export const credentialOf = (name: string) => `${name}.${randomBytes(24).toString('base64url')}`;
/** The name that a credential claims. */
export const nameIn = (credential: string) => credential.slice(0, Math.max(0, credential.lastIndexOf('.')));
/** The credential of `authorization: Bearer <credential>`. */
export const bearer = (authorization = '') => /^Bearer +(\S+)$/i.exec(authorization)?.[1];

/** The write key, `<product>.<random>`, and the secret, where one was sent. */
export function parseCredentials({ authorization, secret }: Request): Credentials | Problem {
  const writeKey = bearer(authorization);
  if (!writeKey) return new Problem('credential_missing', 'Send authorization: Bearer <write key>.');
  const product = nameIn(writeKey);
  if (!productName.test(product)) return new Problem('credential_unknown');
  if (secret === undefined || wellFormed.test(secret)) return { product, writeKey, secret };
  return new Problem('credential_missing', 'x-installation-secret must be 32 random bytes in base64url.');
}

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
