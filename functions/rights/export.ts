import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { requestsPrefix } from '../../shared/lake.ts';
import { limits } from '../../shared/limits.ts';
import { putObject } from '../platform/objects.ts';
import { type Key, putItem } from '../platform/store.ts';

/**
 * What is kept of an export. `history`: whose decisions belong to it, by the keys of their items; `pages`: how many of
 * them there are, once it is done. Times in milliseconds since 1970.
 */
export type Export = {
  product?: string;
  secret_digest?: string;
  history: readonly string[];
  pages?: number;
  expires_at: number;
};

/** When an item is of no more use, and as DynamoDB takes it to delete the item some time after, in seconds. */
export const expiring = (expires_at: number) => ({ expires_at, gone_at: Math.ceil(expires_at / 1000) });

export const exportKey = (export_id: string): Key => ({ pk: `export#${export_id}`, sk: 'export' });

/** Whose rows are asked for, as the statement that finds them joins it. */
export type Whose = { product: string; installation_id: string; user_id?: string };

/** Starts an export: the next run of the lake's function answers it, and all others that wait, by one statement. */
export async function startExport(
  whose: readonly Whose[],
  kept: Omit<Export, 'expires_at' | 'pages'>,
  now: number,
): Promise<string> {
  const export_id = randomUUID();
  await putItem(
    { ...exportKey(export_id), ...kept, ...expiring(now + limits.exportTime) },
    { if: 'attribute_not_exists(pk)' },
  );
  await putRequest(export_id, 'export', whose);
  return export_id;
}

/** Stages a request, a row a line, where a statement can read it, so that it names nobody. */
export async function putRequest(
  request_id: string,
  kind: 'export' | 'look',
  rows: readonly object[],
): Promise<void> {
  const lines = rows.map((row) => JSON.stringify({ request_id, kind, ...row }));
  await putObject(`${requestsPrefix}${kind}/${request_id}.json.gz`, gzipSync(`${lines.join('\n')}\n`));
}
