import { gunzipSync } from 'node:zlib';
import type { ExportPage } from '../../shared/admin.ts';
import { exportsPrefix } from '../../shared/lake.ts';
import { limits } from '../../shared/limits.ts';
import {
  consentRecord,
  type Numbered,
  type ProvenDecision,
  type ProvenPolicy,
  policyRecord,
} from '../../shared/proof.ts';
import { environment } from '../platform/environment.ts';
import { getObject } from '../platform/objects.ts';
import { proofOf } from '../platform/proof.ts';
import {
  type Decided,
  decisionsKey,
  type Export,
  installationKey,
  organizationIn,
} from '../platform/records.ts';
import { queryItems } from '../platform/store.ts';
import type { Whose } from './start-export.ts';

export const pageKey = (export_id: string, page: number) => `${exportsPrefix}${export_id}/${page}.json.gz`;
/** Whose rows they are, as the request said it: kept as long as these, since the store knows nobody's ID. */
export const whoseKey = (export_id: string) => `${exportsPrefix}${export_id}/whose.json.gz`;

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
  const some = all.slice(from, from + limits.exportPageDecisions);
  const whose = some.length > 0 ? await whoseOf(export_id).catch(() => new Map()) : new Map();
  return {
    status: 'completed',
    rows,
    consent_history: await Promise.all(some.map((decided) => shown(decided, whose))),
    ...(page < last && { next_page: String(page + 1) }),
  };
}

type Listed = { pk: string; decided: Decided; numbered: Numbered };

/** Every decision under a key, oldest first, each with its number of the total. */
async function decisions(pk: string): Promise<Listed[]> {
  const items = await queryItems(decisionsKey(pk));
  return items
    .sort((one, other) => one.recorded_at - other.recorded_at)
    .map(({ sk: _, ...decided }, i) => ({ pk, decided, numbered: { number: i + 1, total: items.length } }));
}

/** A decision as it was recorded, and its proof. */
async function shown({ pk, decided, numbered }: Listed, whose: ReadonlyMap<string, Whose>): Promise<object> {
  const proof = await proofOf(() => recordOf(pk, decided, numbered, whose));
  const at = (time: number) => new Date(time).toISOString();
  const { decided_at, recorded_at } = decided;
  return {
    ...decided,
    decided_at: at(decided_at),
    recorded_at: at(recorded_at),
    ...numbered,
    ...(proof && { proof }),
  };
}

function recordOf(pk: string, decided: Decided, numbered: Numbered, whose: ReadonlyMap<string, Whose>) {
  const { vendor } = environment;
  const organization_id = organizationIn(pk);
  if (organization_id !== undefined)
    return policyRecord(vendor, { ...(decided as ProvenPolicy), organization_id }, numbered);
  const who = whose.get(pk);
  if (!who) throw new Error('Nobody is known for these decisions.');
  const { product, installation_id } = who;
  return consentRecord(vendor, { ...(decided as ProvenDecision), product, installation_id }, numbered);
}

/** Whom the request named, by the key under which their decisions are. */
async function whoseOf(export_id: string): Promise<Map<string, Whose>> {
  const lines = gunzipSync(await getObject(whoseKey(export_id)))
    .toString()
    .trim();
  const all = lines === '' ? [] : lines.split('\n').map((line): Whose => JSON.parse(line));
  return new Map(all.map((who) => [installationKey(who.product, who.installation_id).pk, who]));
}
