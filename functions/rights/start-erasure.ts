import { limits } from '../../shared/limits.ts';
import { type Sender, wrongSecret } from '../platform/authenticate.ts';
import { digest } from '../platform/digest.ts';
import type { Problem } from '../platform/problem.ts';
import {
  type Erasure,
  erasureId,
  erasureKey,
  expiring,
  type Installation,
  installationKey,
} from '../platform/records.ts';
import { changeItem } from '../platform/store.ts';
import { putRow } from '../platform/stream.ts';
import type { Subject } from './body.ts';
import { refusingUser } from './refuse.ts';

type Item = Installation | undefined;

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
  const key = installationKey(product, installation_id);
  const refusing = (item: Item) => refused(item, user_id, now);
  const begin = (item: Item, installation: Item) => {
    if (refusing(installation) === installation) return item;
    const undecided = user_id === undefined && item?.decision === undefined && item?.users === undefined;
    return begun(item, product, undecided, now);
  };

  let problem: Problem | undefined;
  const installation = await changeItem(key, (item) => {
    problem = secret === undefined ? undefined : wrongSecret(item, secret);
    if (problem) return item;
    const pinned = withSecret(item, secret);
    return user_id ? pinned : begin(pinned, pinned);
  });
  if (problem) return problem;

  const erasure_id = erasureId(product, { installation_id, user_id });
  const ofUser = (item: Item) =>
    begin(item ?? { secret_digest: installation?.secret_digest, version: 0 }, installation);
  const own = user_id ? await changeItem(erasureKey(erasure_id), ofUser) : installation;
  const erasure = own?.erasure as Erasure;
  if (refusing(installation) !== installation) {
    // By the time of the first request, so that one that comes again is the same row.
    const subject = { installation_id, user_id };
    await putRow(erasure_id, 'erasure_requested', sender, erasure.requested_at, subject);
    await changeItem(key, refusing);
  }
  return { erasure_id, erasure };
}

/** The installation's item with the secret on it, pinned now if none was. */
function withSecret(item: Item, secret: string | undefined): Item {
  if (secret === undefined || item?.secret_digest !== undefined) return item;
  return { ...item, secret_digest: digest(secret), version: (item?.version ?? 0) + 1 };
}

/** An item with its erasure: the one that was asked for before, unless that has run its course. */
function begun(item: Item, product: string, undecided: boolean, now: number): Installation {
  if (item?.erasure?.status === 'received') return item;
  const due_at = now + limits.erasureTime;
  const erasure: Erasure = { product, status: 'received', requested_at: now, due_at };
  const version = (item?.version ?? 0) + 1;
  if (!undecided) return { ...item, erasure, version };
  // Should this request get no further, nobody would ever end what it left.
  const { ttl } = expiring(due_at + limits.undecidedTime);
  return { ...item, erasure: { ...erasure, undecided: true }, ttl, version };
}

/** The installation's item once it, or one of its users, is taken no more; the same item if it says so already. */
function refused(item: Item, user_id: string | undefined, now: number): Item {
  if (user_id !== undefined) return refusingUser(item, user_id, 'erased');
  if (item?.erased_at !== undefined) return item;
  const { secret_digest, erasure, version = 0 } = item ?? {};
  return { secret_digest, erasure, erased_at: now, version: version + 1 };
}
