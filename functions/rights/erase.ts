import { limits } from '../../shared/limits.ts';
import type { Sender } from '../edge/credentials.ts';
import { uuidOf } from '../edge/digest.ts';
import { type Installation, installationKey } from '../edge/records.ts';
import { changeItem, type Key, putItem, readItems } from '../edge/store.ts';
import { pack, put } from '../edge/stream.ts';
import type { Subject } from './body.ts';
import { refusingUser } from './refuse.ts';

/** What is kept of an erasure: no ID of whom it concerns. Times in milliseconds since 1970. */
export type Erasure = {
  product: string;
  secret_digest?: string;
  status: 'received' | 'removed_from_reports' | 'completed';
  requested_at: number;
  due_at: number;
  /** When the files with its rows had been rewritten without them. */
  rewritten_at?: number;
};

export const erasureKey = (erasure_id: string): Key => ({ pk: `erasure#${erasure_id}`, sk: 'erasure' });

/**
 * Starts an erasure. First the request goes into the stream, so that whatever fails afterwards it is carried out; then
 * the installation or its user is refused, with the next request. What it is asked again answers the same erasure.
 */
export async function erase(
  { product, test }: Sender,
  { installation_id, user_id }: Subject,
  secret_digest: string | undefined,
  now: number,
): Promise<{ erasure_id: string; erasure: Erasure }> {
  const erasure_id = uuidOf('erasure', product, installation_id, user_id ?? '');
  const started: Erasure = {
    product,
    secret_digest,
    status: 'received',
    requested_at: now,
    due_at: now + limits.erasureTime,
  };
  const key = erasureKey(erasure_id);
  await putItem({ ...key, ...started }, { if: 'attribute_not_exists(pk)' });
  const installation = installationKey(product, installation_id);
  const [erasure, before] = (await readItems([key, installation])) as unknown as [
    Erasure,
    Installation | undefined,
  ];
  const refusing = (item: Installation | undefined) => refused(item, user_id, secret_digest, now);
  if (refusing(before) !== before) {
    await put(rowOf(erasure_id, { product, test }, { installation_id, user_id }, erasure));
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

/** The request as a row of the stream: by its times alone it tells when it was asked for. */
function rowOf(
  erasure_id: string,
  { product, test }: Sender,
  subject: Subject,
  { requested_at }: Erasure,
): Buffer {
  const at = new Date(requested_at).toISOString();
  const row = {
    event_id: erasure_id,
    event_name: 'erasure_requested',
    product,
    test,
    ...subject,
    occurred_at: at,
    occurred_at_sent: at,
    received_at: at,
    event_day: at.slice(0, 10),
  };
  return pack([JSON.stringify(row)]) as Buffer;
}
