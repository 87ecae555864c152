import { isUuid } from '../../shared/catalog/validate.ts';
import { open } from './body.ts';
import { type Presented, presentedBoth, proven, type Sender } from './credentials.ts';
import { Problem, type Request } from './http.ts';
import type { Item, Key } from './store.ts';

type Caller = Presented & { secret: string };

/** A call with a body, of somebody with a key and a secret: presented · open · read, by what the route reads. */
export function told<Body>(
  request: Request,
  read: (body: unknown) => Body | Problem,
): { caller: Caller; body: Body } | Problem {
  const caller = presentedBoth(request);
  if (caller instanceof Problem) return caller;
  const opened = open(request);
  if (opened instanceof Problem) return opened;
  const body = read(opened);
  return body instanceof Problem ? body : { caller, body };
}

/** A call that asks for what its path names by a UUID: that, if it is there, with a proven sender and their secret. */
export async function asked(
  request: Request,
  parameter: string,
  keyOf: (product: string, id: string) => Key,
): Promise<{ sender: Sender; secret: string; id: string; item: Item | undefined } | Problem> {
  const caller = presentedBoth(request);
  if (caller instanceof Problem) return caller;
  const id = request.path[parameter]?.toLowerCase();
  const keys = isUuid(id) ? [keyOf(caller.claimed.product, id)] : [];
  const read = await proven(caller.claimed, keys, Date.now());
  if (read instanceof Problem) return read;
  const item = keys.length > 0 ? read.items[0] : undefined;
  return { sender: read.sender, secret: caller.secret, id: id ?? '', item };
}
