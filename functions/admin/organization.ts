import type { AdminAnswer, AdminRequest } from '../../shared/admin.ts';
import { batchFields } from '../../shared/catalog/catalog.ts';
import { credentialOf } from '../platform/credentials.ts';
import { digest } from '../platform/digest.ts';
import { organizationKey } from '../platform/records.ts';
import { setAttributes } from '../platform/store.ts';

/** Makes the token by which a customer's administrator sets its policy; `renew` replaces one that was lost. */
export async function addOrganization({
  organization_id: given,
  renew,
}: AdminRequest<'organization add'>): Promise<AdminAnswer<'organization add'>> {
  if (!batchFields.organization_id.pattern.test(given)) {
    return { error: 'An organization is named by up to 128 letters, digits, dots, - and _.' };
  }
  const organization_id = given.toLowerCase();
  const token = credentialOf(organization_id);
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
