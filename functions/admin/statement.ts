import type { AdminAnswer, AdminRequest } from '../../shared/admin.ts';
import { organizationOf } from '../../shared/forms/organization.ts';
import { organizationKey } from '../platform/records.ts';
import { statementOf } from '../platform/statement.ts';
import { readItems } from '../platform/store.ts';
import { unnamed } from './organization.ts';

/** What an organization's administrator reads, for whoever is asked about it. */
export async function readStatement({
  organization_id: given,
}: AdminRequest<'organization statement'>): Promise<AdminAnswer<'organization statement'>> {
  const organization_id = organizationOf(given);
  if (organization_id === undefined) return unnamed;
  const [organization] = await readItems([organizationKey(organization_id)]);
  return (
    (await statementOf(organization_id, organization)) ?? {
      error: `There is no statement of ${organization_id}: it is made daily for each organization that has a token and has not opted out.`,
    }
  );
}
