import { type Consent, type EffectiveConsent, effectiveConsent } from '../../shared/consent.ts';
import { type Organization, organizationKey } from './records.ts';
import { readItems } from './store.ts';

/**
 * What applies to an installation under the organization that its request names and the one in its record.
 * Reads again only when the record names another: `named` is the item of the one that the request named.
 */
export async function consentFor(
  installation: (Partial<Consent> & { erased_at?: number }) | undefined,
  organization_id?: string,
  named?: Organization,
): Promise<EffectiveConsent> {
  const recorded = installation?.organization_id;
  const [other] =
    recorded && recorded !== organization_id ? await readItems([organizationKey(recorded)]) : [];
  return effectiveConsent(installation, [named?.allowed_purposes, other?.allowed_purposes]);
}
