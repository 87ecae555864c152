import { limits } from '../../shared/limits.ts';
import { matches } from './digest.ts';
import { Problem, type Request } from './http.ts';
import type { Item, Key } from './store.ts';

/** A write key as presented: `product` is what it claims, not yet proven. */
export type Claim = { product: string; writeKey: string };
/** A proven write key. */
export type Sender = { product: string; test: boolean };
/** What is kept of a product's write keys, by their digest. */
export type WriteKeys = Record<string, { test: boolean }>;

export const productName = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const secret = /^[A-Za-z0-9_-]{43}$/;

export const productKey = (product: string): Key => ({ pk: `product#${product}`, sk: 'write_keys' });

/** The write key of `authorization: Bearer <product>.<random>`. */
export function claim({ authorization }: Request): Claim | Problem {
  const writeKey = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (!writeKey) return new Problem('credential_missing', 'Send authorization: Bearer <write key>.');
  const product = writeKey.slice(0, Math.max(0, writeKey.lastIndexOf('.')));
  return productName.test(product) ? { product, writeKey } : unknown();
}

/** The installation's secret: undefined when none was sent, a problem when it can't be one. */
export function installationSecret(request: Request): string | undefined | Problem {
  if (request.secret === undefined || secret.test(request.secret)) return request.secret;
  return new Problem('credential_missing', 'x-installation-secret must be 32 random bytes in base64url.');
}

// One item serves at most 3,000 reads a second, so a product's keys are read once in a while, not with each request.
const cache = new Map<string, { keys: WriteKeys; until: number }>();

/** The item to read for this claim, or none when the key is known from a read of the last ten seconds. */
export const toRead = (claimed: Claim, now: number): Key | undefined =>
  lately(claimed, now) ? undefined : productKey(claimed.product);

/** Who sends: proves the claim against the item that was read, or against the keys read lately. */
export function prove(claimed: Claim, item: Item | undefined, now: number): Sender | Problem {
  if (item) cache.set(claimed.product, { keys: item.keys as WriteKeys, until: now + limits.keyAge });
  return lately(claimed, now) ?? unknown();
}

function lately({ product, writeKey }: Claim, now: number): Sender | undefined {
  const fresh = cache.get(product);
  if (!fresh || fresh.until <= now) return undefined;
  const found = Object.entries(fresh.keys).find(([kept]) => matches(writeKey, kept));
  return found && { product, test: found[1].test };
}

const unknown = () =>
  new Problem('credential_unknown', 'The write key is not one of this service, or was revoked.');
