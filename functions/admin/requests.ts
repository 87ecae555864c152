import type { AdminAnswer, AdminRequest } from '../../shared/admin.ts';
import { noticeVersion } from '../../shared/catalog/catalog.ts';
import { organizationOf } from '../../shared/forms/organization.ts';
import { limits } from '../../shared/limits.ts';
import { recordPolicy } from '../consent/policy.ts';
import { announce, record } from '../consent/record.ts';
import { Problem } from '../platform/problem.ts';
import { exportKey, installationKey, organizationKey } from '../platform/records.ts';
import { readItems } from '../platform/store.ts';
import { pageOf } from '../rights/page.ts';
import { refuseUser } from '../rights/refuse.ts';
import { startErasure } from '../rights/start-erasure.ts';
import { startExport } from '../rights/start-export.ts';
import { find } from './find.ts';
import { unnamed } from './organization.ts';

/** Data subject requests that reach the vendor instead of a product. Its people have made sure of who asks. */

/** Takes consent back: an installation's, a user's at every installation, or an organization's as a whole. */
export async function withdraw(who: AdminRequest<'withdraw'>): Promise<AdminAnswer<'withdraw'>> {
  const now = Date.now();
  if (who.organization_id && !who.installation_id && !who.user_id) {
    const organization_id = organizationOf(who.organization_id);
    if (organization_id === undefined) return unnamed;
    await optOut(organization_id, now);
    return { installations: 0, organization_id };
  }
  const found = await find(who);
  if ('error' in found) return found;
  for (const { product, installation_id, user_id, installation } of found) {
    if (user_id) await refuseUser(product, { installation_id, user_id }, 'withdrawn');
    else {
      const decision = {
        installation_id,
        decision: 'withdrawn',
        purposes: [],
        notice_version: installation?.notice_version ?? noticeVersion,
        decided_by: 'user',
        decided_at: now,
      } as const;
      const recorded = await record(product, 'vendor', decision, now);
      if (recorded instanceof Problem) return { error: recorded.detail };
      await announce({ product, test: false }, decision, recorded);
    }
  }
  return { installations: found.length };
}

/** Has the rows erased, and everybody concerned refused from the next request on. */
export async function eraseFor(who: AdminRequest<'erase'>): Promise<AdminAnswer<'erase'>> {
  const now = Date.now();
  const found = await find(who);
  if ('error' in found) return found;
  const organization_id = organizationOf(who.organization_id);
  if (organization_id) await optOut(organization_id, now);
  const erasures: string[] = [];
  for (const { product, installation: _, ...subject } of found) {
    const started = await startErasure({ product, test: false }, subject, undefined, now);
    if (started instanceof Problem) return { error: started.detail };
    erasures.push(started.erasure_id);
  }
  return { erasures, due_at: new Date(now + limits.erasureTime).toISOString() };
}

/** Starts an export of all their rows; the lake's function answers it. */
export async function exportFor(who: AdminRequest<'export'>): Promise<AdminAnswer<'export'>> {
  const found = await find(who);
  if ('error' in found) return found;
  const history = found.map(({ product, installation_id }) => installationKey(product, installation_id).pk);
  const organization_id = organizationOf(who.organization_id);
  if (organization_id) history.push(organizationKey(organization_id).pk);
  const whose = found.map(({ installation: _, ...one }) => one);
  return { export_id: await startExport(whose, { history }, Date.now()) };
}

export async function readExport({
  export_id,
  page,
}: AdminRequest<'export read'>): Promise<AdminAnswer<'export read'>> {
  const [item] = await readItems([exportKey(export_id)]);
  const found = item && (await pageOf(export_id, item, page));
  return found ?? { error: 'There is no such export, or it has expired.' };
}

async function optOut(organization_id: string, now: number): Promise<void> {
  const [organization] = await readItems([organizationKey(organization_id)]);
  const nothing = { allowed_purposes: [], decided_at: now };
  const decided = await recordPolicy(organization_id, organization, nothing, { on_request: true });
  // Never said to be in force when it is not.
  if (!decided) throw new Error("The organization's token was replaced meanwhile.");
}
