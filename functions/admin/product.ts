import type { AdminAnswer, AdminRequest } from '../../shared/admin.ts';
import { credentialOf, productName } from '../platform/credentials.ts';
import { digest } from '../platform/digest.ts';
import { productKey, productListKey } from '../platform/records.ts';
import { putItem, setAttributes } from '../platform/store.ts';

/** Makes a product and its first write key: only its digest is kept. */
export async function addProduct({
  product,
}: AdminRequest<'product add'>): Promise<AdminAnswer<'product add'>> {
  if (!productName.test(product)) {
    return {
      error:
        'A product is named by up to 64 small letters, digits, - and _, beginning with a letter or digit.',
    };
  }
  const write_key = credentialOf(product);
  const added_at = new Date().toISOString();
  const keys = { [digest(write_key)]: { test: false, added_at } };
  // Listed first: cut off between the two, it can be added again.
  await setAttributes(productListKey(product), { added_at }, { if: 'attribute_not_exists(pk)' });
  const added = { keys, added_at, version: 1 };
  if (!(await putItem(productKey(product), added, { if: 'attribute_not_exists(pk)' }))) {
    return { error: `The product ${product} exists already: give it another key with "key add".` };
  }
  return { product, write_key };
}
