import { gzipSync } from 'node:zlib';
import { requestsPrefix } from '../../shared/lake.ts';
import { limits } from '../../shared/limits.ts';
import type { Result } from '../platform/athena.ts';
import { deleteObject, getObject, listObjects, putObject } from '../platform/objects.ts';
import { expiring, exportKey } from '../platform/records.ts';
import { setAttributes } from '../platform/store.ts';
import { pageKey, whoseKey } from '../rights/page.ts';
import type { Work } from './lease.ts';
import { late } from './refresh.ts';
import { exportRows } from './statements.ts';

type Row = Result['rows'][number];

/** Answers all exports that wait, after taking whatever has landed: what was accepted before is in them. */
export async function answerExports(work: Work): Promise<void> {
  const waiting = new Map<string, string>();
  for await (const { key } of listObjects(`${requestsPrefix}export/`)) {
    waiting.set(key.slice(key.lastIndexOf('/') + 1).replace('.json.gz', ''), key);
  }
  if (waiting.size === 0) return;
  await late(work);
  const pages = new Map([...waiting.keys()].map((id) => [id, 0]));
  for await (const { export_id, rows } of pagesOf(work.lease.parts(exportRows))) {
    // One that came after the list was made waits for the next run.
    const page = pages.get(export_id);
    if (page === undefined) continue;
    pages.set(export_id, page + 1);
    await putObject(pageKey(export_id, page + 1), gzipSync(JSON.stringify(rows)));
  }
  const until = expiring(Date.now() + limits.exportTime);
  for (const [export_id, count] of pages) {
    const there = { if: 'attribute_exists(pk)' };
    const request = waiting.get(export_id) as string;
    await putObject(whoseKey(export_id), await getObject(request));
    await setAttributes(exportKey(export_id), { pages: count, ...until }, there);
    await deleteObject(request);
  }
}

/** Pages of one export's rows each, within their limits, from rows in the order of their exports. */
async function* pagesOf(parts: AsyncIterable<Row[]>): AsyncGenerator<{ export_id: string; rows: object[] }> {
  let export_id = '';
  let rows: object[] = [];
  let bytes = 0;
  for await (const part of parts) {
    for (const { request_id, ...row } of part) {
      const next = plain(row);
      const size = Buffer.byteLength(JSON.stringify(next)) + 1;
      const isFull = rows.length === limits.exportPage || bytes + size > limits.exportPageBytes;
      if (rows.length > 0 && (isFull || request_id !== export_id)) {
        yield { export_id, rows };
        rows = [];
        bytes = 0;
      }
      export_id = request_id as string;
      rows.push(next);
      bytes += size;
    }
  }
  if (rows.length > 0) yield { export_id, rows };
}

/** A row as its person may read it: without what it has no value for. */
function plain({ properties, ...row }: Row): object {
  const held = Object.entries(row).filter(([, value]) => value !== null);
  return { ...Object.fromEntries(held), properties: JSON.parse((properties as string | null) ?? '{}') };
}
