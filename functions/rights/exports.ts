import { limits } from '../../shared/limits.ts';
import { asked, told } from '../platform/calls.ts';
import { proven, type Sender } from '../platform/credentials.ts';
import { digest } from '../platform/digest.ts';
import { type Answer, Problem, type Request } from '../platform/http.ts';
import { erased, type Installation, installationKey, wrongSecret } from '../platform/records.ts';
import { type Item, putItem, readItems } from '../platform/store.ts';
import { readSubject, type Subject } from './body.ts';
import { type Export, expiring, exportKey, startExport } from './export.ts';
import { pageOf } from './page.ts';

/** `POST /v1/exports`: presented · open · read · prove · start, unless one is under way. */
export async function post(request: Request): Promise<Answer> {
  const now = Date.now();
  const call = told(request, readSubject);
  if (call instanceof Problem) return call;
  const { caller, body: subject } = call;
  const key = installationKey(caller.claimed.product, subject.installation_id);
  const pointer = pointerKey(caller.claimed.product, subject);
  const read = await proven(caller.claimed, [key, pointer], now);
  if (read instanceof Problem) return read;
  const installation = read.items[0] as unknown as Installation | undefined;
  if (!installation) return new Problem('not_found', 'The installation is not known.');
  const refused = wrongSecret(installation, caller.secret);
  if (refused) return refused;
  if (installation.erased_at !== undefined) return erased();
  const export_id =
    (await underWay(read.items[1], now)) ??
    (await begin(read.sender, installation, subject, read.items[1], now));
  return { status: 202, json: { export_id, status: 'running' } };
}

/** Where the open export of an installation, or of one of its users, is found: another user's is another. */
const pointerKey = (product: string, { installation_id, user_id }: Subject) =>
  installationKey(product, installation_id, user_id ? `export#${digest(user_id)}` : 'export');

/** The export that the installation waits for. */
async function underWay(pointer: Item | undefined, now: number): Promise<string | undefined> {
  const export_id = pointer?.export_id as string | undefined;
  const [item] = export_id ? await readItems([exportKey(export_id)]) : [];
  const { pages, expires_at = 0 } = (item ?? {}) as unknown as Partial<Export>;
  return pages === undefined && expires_at > now ? export_id : undefined;
}

/** Begins one in place of the last. Of two at the same time the first is the one that both wait for. */
async function begin(
  { product }: Sender,
  { secret_digest }: Installation,
  subject: Subject,
  last: Item | undefined,
  now: number,
): Promise<string> {
  const key = pointerKey(product, subject);
  const kept = { product, secret_digest, history: [key.pk] };
  const export_id = await startExport([{ product, ...subject }], kept, now);
  const unchanged = last
    ? { if: 'export_id = :last', values: { ':last': last.export_id } }
    : { if: 'attribute_not_exists(pk)' };
  const until = expiring(now + limits.exportTime);
  if (await putItem({ ...key, export_id, ...until }, unchanged)) return export_id;
  const [first] = await readItems([key]);
  return first?.export_id as string;
}

/** `GET /v1/exports/{export_id}`, `?page=`: what was found, page by page. */
export async function get(request: Request): Promise<Answer> {
  const call = await asked(request, 'export_id', (_, id) => exportKey(id));
  if (call instanceof Problem) return call;
  const item = call.item as unknown as Export | undefined;
  if (item?.product !== call.sender.product || item.expires_at < Date.now())
    return new Problem('not_found', 'There is no such export, or it has expired.');
  const refused = wrongSecret(item, call.secret);
  if (refused) return refused;
  const page = await pageOf(call.id, item, request.query.page);
  return page
    ? { status: 200, json: page }
    : new Problem('not_found', `There is no such page; a page holds ${limits.exportPage} rows.`);
}
