import { randomUUID } from 'node:crypto';
import { type LeaseItem, leaseKey } from '../platform/records.ts';
import { readItems, setAttributes } from '../platform/store.ts';

/** One writer of the tables at a time: a conditional item that its holder renews while it works. */
const ttl = 30_000;
const renewAfter = 10_000;

export type Lock = {
  /** The item as the holder before left it. */
  found: Partial<LeaseItem>;
  /** Sets attributes of the item, which renews it too. Throws when another has taken the lock. */
  write: (attributes: Partial<LeaseItem>) => Promise<void>;
  /** Renews the item if it is time to. */
  renew: () => Promise<void>;
  release: () => Promise<void>;
};

/** Another has taken the lock, since it believes us dead: stop where we are. */
class LeaseLost extends Error {
  override name = 'LeaseLost';
}

/** Takes the lock, or returns undefined while another holds it. */
export async function takeLock(): Promise<Lock | undefined> {
  const holder = randomUUID();
  let renewed = Date.now();
  const free = { if: 'attribute_not_exists(expires_at) OR expires_at < :now', values: { ':now': renewed } };
  if (!(await setAttributes(leaseKey, { holder, expires_at: renewed + ttl }, free))) return undefined;
  const [found = {}] = await readItems([leaseKey]);

  const held = { if: '#holder = :holder', names: { '#holder': 'holder' }, values: { ':holder': holder } };
  const write = async (attributes: Partial<LeaseItem>) => {
    renewed = Date.now();
    if (!(await setAttributes(leaseKey, { expires_at: renewed + ttl, ...attributes }, held)))
      throw new LeaseLost();
  };
  return {
    found,
    write,
    renew: async () => {
      if (Date.now() - renewed > renewAfter) await write({});
    },
    release: async () => {
      await setAttributes(leaseKey, { expires_at: 0 }, held);
    },
  };
}
