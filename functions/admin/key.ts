import type { AdminAnswer, AdminRequest } from '../../shared/admin.ts';
import { credentialOf, nameIn } from '../platform/credentials.ts';
import { digest } from '../platform/digest.ts';
import { type Product, productKey } from '../platform/records.ts';
import { changeItem } from '../platform/store.ts';

/** Gives a product another write key. What a test key sends is marked, and reports leave it out. */
export async function addKey({ product, test }: AdminRequest<'key add'>): Promise<AdminAnswer<'key add'>> {
  const write_key = credentialOf(product);
  const added = { [digest(write_key)]: { test, added_at: new Date().toISOString() } };
  const changed = await changeKeys(product, (keys) => ({ ...keys, ...added }));
  return changed
    ? { product, write_key, test }
    : { error: `There is no product ${product}: add it with "product add".` };
}

/** Takes a write key back: refused everywhere within ten seconds. What it sent before stays. */
export async function revokeKey({
  write_key,
}: AdminRequest<'key revoke'>): Promise<AdminAnswer<'key revoke'>> {
  const product = nameIn(write_key);
  const revoked = await changeKeys(product, ({ [digest(write_key)]: gone, ...rest }) => gone && rest);
  return revoked ? { product, revoked: true } : { error: 'This is not a write key of any product.' };
}

/** Changes a product's keys as they stand; false when there is no such product, or nothing to change. */
async function changeKeys(
  product: string,
  change: (keys: Product['keys']) => Product['keys'] | undefined,
): Promise<boolean> {
  const changed = await changeItem(productKey(product), (before) => {
    // The canary's keys, which have no version, are nobody's to change.
    const keys = before?.version === undefined ? undefined : change(before.keys);
    return before?.version === undefined || !keys
      ? undefined
      : { ...before, keys, version: before.version + 1 };
  });
  return changed !== undefined;
}
