import { randomBytes } from 'node:crypto';
import { limits } from '../../shared/limits.ts';
import { matches } from './digest.ts';
import { Problem, type Request } from './http.ts';
import { type Item, type Key, readItems } from './store.ts';

/** A write key as presented: `product` is what it claims, not yet proven. */
export type Claim = { product: string; writeKey: string };
/** A proven write key. */
export type Sender = { product: string; test: boolean };
/** What is kept of a product's write keys, by their digest. */
export type WriteKeys = Record<string, { test: boolean }>;
/** Who calls, as far as the headers say: a claim, and the secret of the installation if one was sent. */
export type Presented = { claimed: Claim; secret: string | undefined };

export const productName = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const wellFormed = /^[A-Za-z0-9_-]{43}$/;

export const productKey = (product: string): Key => ({ pk: `product#${product}`, sk: 'write_keys' });

/** A random credential behind the name that it claims. */
export const credentialOf = (name: string) => `${name}.${randomBytes(24).toString('base64url')}`;

/** The write key of `authorization: Bearer <product>.<random>`, and the secret, where one was sent. */
export function presented({ authorization, secret }: Request): Presented | Problem {
  const writeKey = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (!writeKey) return new Problem('credential_missing', 'Send authorization: Bearer <write key>.');
  const product = writeKey.slice(0, Math.max(0, writeKey.lastIndexOf('.')));
  if (!productName.test(product)) return unknown();
  if (secret === undefined || wellFormed.test(secret)) return { claimed: { product, writeKey }, secret };
  return new Problem('credential_missing', 'x-installation-secret must be 32 random bytes in base64url.');
}

/** As `presented`, where the secret may not be missing. */
export function presentedBoth(request: Request): (Presented & { secret: string }) | Problem {
  const both = presented(request);
  if (both instanceof Problem || both.secret !== undefined) return both as Presented & { secret: string };
  return new Problem('credential_missing', 'Send x-installation-secret.');
}

// One item serves at most 3,000 reads a second, so a product's keys are read once in a while, not with each request.
const cache = new Map<string, { keys: WriteKeys; until: number }>();

/** The item to read for this claim, or none when the key is known from a read of the last ten seconds. */
const toRead = (claimed: Claim, now: number): Key | undefined =>
  lately(claimed, now) ? undefined : productKey(claimed.product);

/** Who sends: proves the claim against the item that was read, or against the keys read lately. */
function prove(claimed: Claim, item: Item | undefined, now: number): Sender | Problem {
  if (item) cache.set(claimed.product, { keys: item.keys as WriteKeys, until: now + limits.keyAge });
  return lately(claimed, now) ?? unknown();
}

/** Who sends, and the items of these keys with it: by one read. */
export async function proven(
  claimed: Claim,
  keys: readonly Key[],
  now: number,
): Promise<{ sender: Sender; items: (Item | undefined)[] } | Problem> {
  const writeKeys = toRead(claimed, now);
  const items = await readItems(writeKeys ? [...keys, writeKeys] : keys);
  const sender = prove(claimed, writeKeys && items.at(-1), now);
  return sender instanceof Problem ? sender : { sender, items };
}

function lately({ product, writeKey }: Claim, now: number): Sender | undefined {
  const fresh = cache.get(product);
  if (!fresh || fresh.until <= now) return undefined;
  const found = Object.entries(fresh.keys).find(([kept]) => matches(writeKey, kept));
  return found && { product, test: found[1].test };
}

const unknown = () =>
  new Problem('credential_unknown', 'The write key is not one of this service, or was revoked.');
