import { isUuid } from '../../shared/catalog/validate.ts';
import { authenticate, wrongSecret } from './authenticate.ts';
import type { WithSecret } from './credentials.ts';
import { Problem } from './problem.ts';
import type { Key } from './store.ts';

/**
 * The item that a path names by a UUID, for whoever may have it: authenticates the caller and checks the secret that
 * was pinned to the item, by one read. Undefined where there is no such item; `ours` says which are another product's
 * or nobody's, and so aren't there for this caller, whatever secret it has.
 */
export async function ownItem<Kept extends { secret_digest?: string }>(
  { credentials, now }: { credentials: WithSecret; now: number },
  id: string,
  keyOf: (product: string, id: string) => Key<Kept>,
  ours: (item: Kept, product: string) => boolean = () => true,
): Promise<Kept | undefined | Problem> {
  const keys = isUuid(id) ? [keyOf(credentials.product, id.toLowerCase())] : [];
  const read = await authenticate(credentials, keys, now);
  if (read instanceof Problem) return read;
  const [item] = read.items;
  if (!item || !ours(item, read.sender.product)) return undefined;
  return wrongSecret(item, credentials.secret) ?? item;
}
