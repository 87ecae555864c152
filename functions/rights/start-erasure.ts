import { limits } from '../../shared/limits.ts';
import { type Sender, wrongSecret } from '../platform/authenticate.ts';
import { digest, uuidOf } from '../platform/digest.ts';
import { Problem } from '../platform/problem.ts';
import { type Erasure, erasureKey, type Installation, installationKey } from '../platform/records.ts';
import { changeItem, type Key, putItem, readItems } from '../platform/store.ts';
import { putRow } from '../platform/stream.ts';
import type { Subject } from './body.ts';
import { refusingUser } from './refuse.ts';

/**
 * Starts an erasure. First the secret is proven, or pinned, on the installation's item as it is: a first decision on
 * consent at the same time may pin another. Then the request goes into the stream, so that whatever fails afterwards it
 * is carried out; then the installation or its user is refused, with the next request. Repeated requests return the
 * same erasure. Without `secret` the vendor's people ask for it.
 */
export async function startErasure(
  sender: Sender,
  { installation_id, user_id }: Subject,
  secret: string | undefined,
  now: number,
): Promise<{ erasure_id: string; erasure: Erasure } | Problem> {
  const { product } = sender;
  const installation = installationKey(product, installation_id);
  const before =
    secret === undefined ? (await readItems([installation]))[0] : await pin(installation, secret);
  if (before instanceof Problem) return before;

  const subject = { installation_id, user_id };
  const erasure_id = uuidOf('erasure', product, installation_id, user_id ?? '');
  const secret_digest = before?.secret_digest;
  const started: Erasure = {
    product,
    secret_digest,
    status: 'received',
    requested_at: now,
    due_at: now + limits.erasureTime,
  };
  const key = erasureKey(erasure_id);
  await putItem(key, started, { if: 'attribute_not_exists(pk)' });
  const [erasure = started] = await readItems([key]);
  const refusing = (item: Installation | undefined) => refused(item, user_id, now);
  if (refusing(before) !== before) {
    // By the time of the first request, so that one that comes again is the same row.
    await putRow(erasure_id, 'erasure_requested', sender, erasure.requested_at, subject);
    await changeItem(installation, refusing);
  }
  return { erasure_id, erasure };
}

/** The installation's item with the secret on it, pinned now if none was. */
async function pin(key: Key<Installation>, secret: string): Promise<Installation | undefined | Problem> {
  let refused: Problem | undefined;
  const installation = await changeItem(key, (before) => {
    refused = wrongSecret(before, secret);
    if (refused || before?.secret_digest !== undefined) return before;
    return { ...before, secret_digest: digest(secret), version: (before?.version ?? 0) + 1 };
  });
  return refused ?? installation;
}

/** The installation's item once it, or one of its users, is taken no more; the same item if it says so already. */
function refused(
  before: Installation | undefined,
  user_id: string | undefined,
  now: number,
): Installation | undefined {
  if (user_id !== undefined) return refusingUser(before, user_id, 'erased');
  if (before?.erased_at !== undefined) return before;
  return { secret_digest: before?.secret_digest, erased_at: now, version: (before?.version ?? 0) + 1 };
}
