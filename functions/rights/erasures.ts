import { erasureRecord } from '../../shared/proof.ts';
import type { Answer } from '../platform/answer.ts';
import { authenticateInstallation } from '../platform/authenticate.ts';
import type { Call } from '../platform/call.ts';
import { environment } from '../platform/environment.ts';
import { ownItem } from '../platform/own-item.ts';
import { Problem } from '../platform/problem.ts';
import { proofOf } from '../platform/proof.ts';
import { type Erasure, erasureKey } from '../platform/records.ts';
import { readSubject } from './body.ts';
import { startErasure } from './start-erasure.ts';

type Post = 'POST /v1/erasures';
type Get = 'GET /v1/erasures/{erasure_id}';

/** `POST /v1/erasures`: read · authenticate · erase. */
export async function post({ credentials, body, now }: Call<Post>): Promise<Answer<Post>> {
  const subject = readSubject(body);
  if (subject instanceof Problem) return subject;
  const { installation_id, user_id } = subject;
  const read = await authenticateInstallation(credentials, installation_id, now, []);
  if (read instanceof Problem) return read;
  const { sender, installation } = read;
  // A user's rows are kept only after a grant; and with the installation all its users have gone.
  if (user_id && !installation) return new Problem('not_found', 'The installation is not known.');
  const whose = installation?.erased_at === undefined ? subject : { installation_id };
  const started = await startErasure(sender, whose, credentials.secret, now);
  if (started instanceof Problem) return started;
  return { status: 202, json: await reply(started.erasure_id, started.erasure) };
}

/** `GET /v1/erasures/{erasure_id}`: how far it has come. */
export async function get(call: Call<Get>): Promise<Answer<Get>> {
  const { erasure_id } = call.path;
  // One asked for in writing, of an installation that had pinned no secret, is nobody's to ask for.
  const found = await ownItem(
    call,
    erasure_id,
    (_, id) => erasureKey(id),
    ({ erasure, secret_digest }, product) => erasure?.product === product && secret_digest !== undefined,
  );
  if (found instanceof Problem) return found;
  if (!found?.erasure) return new Problem('not_found', 'There is no such erasure.');
  return { status: 200, json: await reply(erasure_id.toLowerCase(), found.erasure) };
}

async function reply(erasure_id: string, erasure: Erasure) {
  const { status, due_at } = erasure;
  const proof =
    status === 'completed' && (await proofOf(() => erasureRecord(environment.vendor, erasure_id, erasure)));
  return { erasure_id, status, due_at: new Date(due_at).toISOString(), ...(proof && { proof }) };
}
