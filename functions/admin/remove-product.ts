import { readFileSync } from 'node:fs';
import { AthenaClient } from '@aws-sdk/client-athena';
import type { AdminAnswer, AdminRequest } from '../../shared/admin.ts';
import { finish, literal, QueryFailed, results, start } from '../platform/athena.ts';
import { clientSettings } from '../platform/client.ts';
import { productName } from '../platform/credentials.ts';
import { environment } from '../platform/environment.ts';
import { productKey, productListKey } from '../platform/records.ts';
import { deleteItem, readItems, unchangedSince } from '../platform/store.ts';

const look = readFileSync(new URL('./remove-product.sql', import.meta.url), 'utf8');
const athena = new AthenaClient(clientSettings);

/**
 * Takes a product away with its write keys, if nothing but decisions on consent is stored of it: else its rows would be
 * in reports under a name that nobody knows.
 */
export async function removeProduct({
  product,
}: AdminRequest<'product remove'>): Promise<AdminAnswer<'product remove'>> {
  const none = { error: `There is no product ${product}.` };
  if (!productName.test(product)) return none;
  const [keys, listed] = await readItems([productKey(product), productListKey(product)]);
  // The canary's product, which has no version, is nobody's to remove.
  if (keys?.version === undefined && !listed) return none;
  const rows = await rowsOf(product);
  if (rows === undefined)
    return { error: 'There are no tables to look at yet: make them with "npm run refresh".' };
  if (rows > 0) {
    return {
      error: `The product ${product} has rows or entitlements: revoke its keys and have its installations erased first.`,
    };
  }
  if (keys && !(await deleteItem(productKey(product), unchangedSince(keys.version))))
    return { error: `The keys of ${product} were changed meanwhile: try again.` };
  await deleteItem(productListKey(product), { if: 'attribute_exists(pk)' });
  return { product, removed: true };
}

/** Undefined before the first refresh, when rows may have landed and no table is there. */
async function rowsOf(product: string): Promise<number | undefined> {
  // Everything in landing; the partition of the hour wants a bound.
  const parameters = [product, '2000-01-01-00', product, product].map(literal);
  try {
    const id = await start(athena, { sql: look, parameters, workgroup: environment.workgroup });
    await finish(athena, id);
    const [row] = (await results(athena, id)).rows;
    return row?.found as number;
  } catch (fault) {
    if (fault instanceof QueryFailed && /does not exist|TABLE_NOT_FOUND/.test(fault.message))
      return undefined;
    throw fault;
  }
}
