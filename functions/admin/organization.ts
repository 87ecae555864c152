import type { AdminAnswer, AdminRequest } from '../../shared/admin.ts';
import { organizationLength, organizationOf } from '../../shared/forms/organization.ts';
import { credentialOf } from '../platform/credentials.ts';
import { digest } from '../platform/digest.ts';
import { organizationKey, organizationListKey } from '../platform/records.ts';
import { setAttributes } from '../platform/store.ts';

/** What is answered to a name that has no form. */
export const unnamed = {
  error: `An organization is named by at most ${organizationLength} characters, one of them a letter or digit, and by no address.`,
};

/** Makes the token by which a customer's administrator sets its policy; `renew` replaces one that was lost. */
export async function addOrganization({
  organization_id: given,
  renew,
}: AdminRequest<'organization add'>): Promise<AdminAnswer<'organization add'>> {
  const organization_id = organizationOf(given);
  if (organization_id === undefined) return unnamed;
  const token = credentialOf(encodeURIComponent(organization_id));
  // Listed first: cut off between the two, it can be added again.
  const listed = { added_at: new Date().toISOString() };
  if (!renew)
    await setAttributes(organizationListKey(organization_id), listed, { if: 'attribute_not_exists(pk)' });
  const condition = { if: renew ? 'attribute_exists(token_digest)' : 'attribute_not_exists(token_digest)' };
  if (await setAttributes(organizationKey(organization_id), { token_digest: digest(token) }, condition)) {
    return { organization_id, token };
  }
  return {
    error: renew
      ? `There is no organization ${organization_id}: add it without --renew.`
      : `The organization ${organization_id} has a token already; --renew replaces it.`,
  };
}
