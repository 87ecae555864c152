import { gunzipSync } from 'node:zlib';
import type { ExportPage } from '../../shared/admin.ts';
import { exportsPrefix } from '../../shared/lake.ts';
import { limits } from '../../shared/limits.ts';
import { getObject } from '../platform/objects.ts';
import { decisionsKey, type Export } from '../platform/records.ts';
import { queryItems } from '../platform/store.ts';

export const pageKey = (export_id: string, page: number) => `${exportsPrefix}${export_id}/${page}.json.gz`;

/** The page of that name, the first without one; undefined when there is none of that name. */
export async function pageOf(
  export_id: string,
  { pages, history }: Export,
  name = '1',
): Promise<ExportPage | undefined> {
  if (pages === undefined) return { status: 'running', rows: [], consent_history: [] };
  const page = Number(name);
  const all = (await Promise.all(history.map(decisions))).flat();
  const last = Math.max(1, pages, Math.ceil(all.length / limits.exportPageDecisions));
  if (!Number.isInteger(page) || page < 1 || page > last) return undefined;
  const rows =
    page > pages ? [] : JSON.parse(gunzipSync(await getObject(pageKey(export_id, page))).toString());
  const from = (page - 1) * limits.exportPageDecisions;
  return {
    status: 'completed',
    rows,
    consent_history: all.slice(from, from + limits.exportPageDecisions),
    ...(page < last && { next_page: String(page + 1) }),
  };
}

/** Every decision under a key, oldest first, as it was recorded. */
async function decisions(pk: string): Promise<object[]> {
  const items = await queryItems(decisionsKey(pk));
  const at = (time: number) => new Date(time).toISOString();
  return items
    .sort((one, other) => one.recorded_at - other.recorded_at)
    .map(({ sk: _, decided_at, recorded_at, ...decision }) => ({
      ...decision,
      decided_at: at(decided_at),
      recorded_at: at(recorded_at),
    }));
}
