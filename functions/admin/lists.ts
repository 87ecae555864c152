import type { AdminAnswer, AdminRequest } from '../../shared/admin.ts';
import { organizationKey, organizationListKey, productKey, productListKey } from '../platform/records.ts';
import { queryItems, readMany } from '../platform/store.ts';

/** What there is, each by its name. Of keys and tokens only digests are kept: enough of one is shown to tell it apart. */

const digits = 12;

export async function listProducts(): Promise<AdminAnswer<'product list'>> {
  const items = await queryItems(productListKey());
  return { products: items.map(({ sk, added_at }) => ({ product: sk, added_at })) };
}

/** The write keys of a product, or of all. */
export async function listKeys({ product }: AdminRequest<'key list'>): Promise<AdminAnswer<'key list'>> {
  const names = (await queryItems(productListKey())).map(({ sk }) => sk);
  const wanted = names.filter((name) => product === undefined || name === product);
  if (product !== undefined && wanted.length === 0) return { error: `There is no product ${product}.` };
  const items = await readMany(wanted.map(productKey));
  const keys = wanted.flatMap((name, i) =>
    Object.entries(items[i]?.keys ?? {})
      .map(([digest, key]) => ({ product: name, key_digest: digest.slice(0, digits), ...key }))
      .sort((one, other) => one.added_at.localeCompare(other.added_at)),
  );
  return { keys };
}

export async function listOrganizations(): Promise<AdminAnswer<'organization list'>> {
  const listed = await queryItems(organizationListKey());
  const items = await readMany(listed.map(({ sk }) => organizationKey(sk)));
  const organizations = listed.map(({ sk, added_at }, i) => ({
    organization_id: sk,
    added_at,
    allowed_purposes: items[i]?.allowed_purposes ?? null,
  }));
  return { organizations };
}
