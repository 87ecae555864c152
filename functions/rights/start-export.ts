import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { requestsPrefix } from '../../shared/lake.ts';
import { limits } from '../../shared/limits.ts';
import { putObject } from '../platform/objects.ts';
import { type Export, expiring, exportKey } from '../platform/records.ts';
import { putItem } from '../platform/store.ts';

/** Whose rows are asked for, as the statement that finds them joins it. */
export type Whose = { product: string; installation_id: string; user_id?: string };

/** Starts an export: the next run of the lake's function answers it, and all others that wait, by one statement. */
export async function startExport(
  whose: readonly Whose[],
  kept: Pick<Export, 'product' | 'secret_digest' | 'history'>,
  now: number,
): Promise<string> {
  const export_id = randomUUID();
  await putItem(
    exportKey(export_id),
    { ...kept, ...expiring(now + limits.exportTime) },
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
