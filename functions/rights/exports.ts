import { limits } from '../../shared/limits.ts';
import type { Answer } from '../platform/answer.ts';
import { authenticateInstallation, type Sender } from '../platform/authenticate.ts';
import type { Call } from '../platform/call.ts';
import { ownItem } from '../platform/own-item.ts';
import { Problem } from '../platform/problem.ts';
import {
  expiring,
  exportKey,
  type Installation,
  installationKey,
  type OpenExport,
  openExportKey,
} from '../platform/records.ts';
import { putItem, readItems } from '../platform/store.ts';
import { readSubject, type Subject } from './body.ts';
import { pageOf } from './page.ts';
import { startExport } from './start-export.ts';

type Post = 'POST /v1/exports';
type Get = 'GET /v1/exports/{export_id}';

/** `POST /v1/exports`: read · authenticate · start, unless one is under way. */
export async function post({ credentials, body, now }: Call<Post>): Promise<Answer<Post>> {
  const subject = readSubject(body);
  if (subject instanceof Problem) return subject;
  const key = openExportKey(credentials.product, subject);
  const read = await authenticateInstallation(credentials, subject.installation_id, now, [key]);
  if (read instanceof Problem) return read;
  const { sender, installation, items } = read;
  if (!installation) return new Problem('not_found', 'The installation is not known.');
  if (installation.erased_at !== undefined) return new Problem('installation_erased');
  const export_id =
    (await underWay(items[0], now)) ?? (await begin(sender, installation, subject, items[0], now));
  return { status: 202, json: { export_id, status: 'running' } };
}

/** The export that is waited for. */
async function underWay(open: OpenExport | undefined, now: number): Promise<string | undefined> {
  const [item] = open ? await readItems([exportKey(open.export_id)]) : [];
  return item && item.pages === undefined && item.expires_at > now ? open?.export_id : undefined;
}

/** Begins one in place of the last. Of two at the same time the first is the one that both wait for. */
async function begin(
  { product }: Sender,
  { secret_digest }: Installation,
  subject: Subject,
  last: OpenExport | undefined,
  now: number,
): Promise<string> {
  const key = openExportKey(product, subject);
  const history = [installationKey(product, subject.installation_id).pk];
  const export_id = await startExport([{ product, ...subject }], { product, secret_digest, history }, now);
  const unchanged = last
    ? { if: 'export_id = :last', values: { ':last': last.export_id } }
    : { if: 'attribute_not_exists(pk)' };
  if (await putItem(key, { export_id, ...expiring(now + limits.exportTime) }, unchanged)) return export_id;
  const [first] = await readItems([key]);
  return first?.export_id ?? export_id;
}

/** `GET /v1/exports/{export_id}`, `?page=`: what was found, page by page. */
export async function get(call: Call<Get>): Promise<Answer<Get>> {
  const { export_id } = call.path;
  const found = await ownItem(
    call,
    export_id,
    (_, id) => exportKey(id),
    (item, product) => item.product === product && item.expires_at >= call.now,
  );
  if (found instanceof Problem) return found;
  if (!found) return new Problem('not_found', 'There is no such export, or it has expired.');
  const page = await pageOf(export_id.toLowerCase(), found, call.query.page);
  return page
    ? { status: 200, json: page }
    : new Problem('not_found', `There is no such page; a page holds ${limits.exportPage} rows.`);
}
