import { consentRecord, type ProvenDecision, type ProvenPolicy, policyRecord } from '../../shared/proof.ts';
import { environment } from '../platform/environment.ts';
import { proofOf } from '../platform/proof.ts';
import { decisionKey, installationKey, organizationKey } from '../platform/records.ts';
import { type Key, readItems } from '../platform/store.ts';

/** The proof of a decision of an installation, from what was recorded of it. */
export const decisionProof = (
  product: string,
  installation_id: string,
  receipt_id: string,
): Promise<string | undefined> =>
  proofOf(async () => {
    const key = decisionKey<ProvenDecision>(installationKey(product, installation_id), receipt_id);
    return consentRecord(environment.vendor, { ...(await recorded(key)), product, installation_id });
  });

/** The proof of what an organization allows, likewise. */
export const policyProof = (organization_id: string, receipt_id: string): Promise<string | undefined> =>
  proofOf(async () => {
    const key = decisionKey<ProvenPolicy>(organizationKey(organization_id), receipt_id);
    return policyRecord(environment.vendor, { ...(await recorded(key)), organization_id });
  });

async function recorded<Kept>(key: Key<Kept>): Promise<Kept> {
  const [item] = await readItems([key]);
  if (!item) throw new Error('The decision in force is not in the history.');
  return item as Kept;
}
