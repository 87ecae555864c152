import { limits } from '../../shared/limits.ts';
import type { Sender } from '../platform/authenticate.ts';
import { uuidOf } from '../platform/digest.ts';
import { type Erasure, erasureKey, type Installation, installationKey } from '../platform/records.ts';
import { changeItem, putItem, readItems } from '../platform/store.ts';
import { putRow } from '../platform/stream.ts';
import type { Subject } from './body.ts';
import { refusingUser } from './refuse.ts';

/**
 * Starts an erasure. First the request goes into the stream, so that whatever fails afterwards it is carried out; then
 * the installation or its user is refused, with the next request. Repeated requests return the same erasure.
 */
export async function startErasure(
  sender: Sender,
  { installation_id, user_id }: Subject,
  secret_digest: string | undefined,
  now: number,
): Promise<{ erasure_id: string; erasure: Erasure }> {
  const { product } = sender;
  const subject = { installation_id, user_id };
  const erasure_id = uuidOf('erasure', product, installation_id, user_id ?? '');
  const started: Erasure = {
    product,
    secret_digest,
    status: 'received',
    requested_at: now,
    due_at: now + limits.erasureTime,
  };
  const key = erasureKey(erasure_id);
  await putItem(key, started, { if: 'attribute_not_exists(pk)' });
  const installation = installationKey(product, installation_id);
  const [erasure = started, before] = await readItems([key, installation]);
  const refusing = (item: Installation | undefined) => refused(item, user_id, secret_digest, now);
  if (refusing(before) !== before) {
    // By the time of the first request, so that one that comes again is the same row.
    await putRow(erasure_id, 'erasure_requested', sender, erasure.requested_at, subject);
    await changeItem(installation, refusing);
  }
  return { erasure_id, erasure };
}

/** The installation's item once it, or one of its users, is taken no more; the same item if it says so already. */
function refused(
  before: Installation | undefined,
  user_id: string | undefined,
  secret_digest: string | undefined,
  now: number,
): Installation | undefined {
  if (user_id !== undefined) return refusingUser(before, user_id, 'erased');
  if (before?.erased_at !== undefined) return before;
  return { secret_digest, erased_at: now, version: (before?.version ?? 0) + 1 };
}
