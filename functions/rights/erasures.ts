import { asked, told } from '../platform/calls.ts';
import { proven } from '../platform/credentials.ts';
import { digest } from '../platform/digest.ts';
import { type Answer, Problem, type Request } from '../platform/http.ts';
import { type Installation, installationKey, wrongSecret } from '../platform/records.ts';
import { readSubject } from './body.ts';
import { type Erasure, erase, erasureKey } from './erase.ts';

/** `POST /v1/erasures`: presented · open · read · prove · erase. */
export async function post(request: Request): Promise<Answer> {
  const now = Date.now();
  const call = told(request, readSubject);
  if (call instanceof Problem) return call;
  const { caller, body: subject } = call;
  const { installation_id } = subject;
  const read = await proven(caller.claimed, [installationKey(caller.claimed.product, installation_id)], now);
  if (read instanceof Problem) return read;
  const installation = read.items[0] as unknown as Installation | undefined;
  const refused = wrongSecret(installation, caller.secret);
  if (refused) return refused;
  // A user's rows are kept only after a grant; and with the installation all its users have gone.
  if (subject.user_id && !installation) return new Problem('not_found', 'The installation is not known.');
  const whose = installation?.erased_at === undefined ? subject : { installation_id };
  const { erasure_id, erasure } = await erase(read.sender, whose, digest(caller.secret), now);
  return { status: 202, json: answerOf(erasure_id, erasure) };
}

/** `GET /v1/erasures/{erasure_id}`: how far it has come. */
export async function get(request: Request): Promise<Answer> {
  const call = await asked(request, 'erasure_id', (_, id) => erasureKey(id));
  if (call instanceof Problem) return call;
  const erasure = call.item as unknown as Erasure | undefined;
  // One that came by letter, of an installation that had pinned no secret, is nobody's to ask for.
  if (erasure?.product !== call.sender.product || !erasure.secret_digest)
    return new Problem('not_found', 'There is no such erasure.');
  return wrongSecret(erasure, call.secret) ?? { status: 200, json: answerOf(call.id, erasure) };
}

const answerOf = (erasure_id: string, { status, due_at }: Erasure) => ({
  erasure_id,
  status,
  due_at: new Date(due_at).toISOString(),
});
