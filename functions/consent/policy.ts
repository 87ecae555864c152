import { uuidOf } from '../platform/digest.ts';
import { decisionKey, type Organization, organizationKey, type Policy } from '../platform/records.ts';
import { putItem, readItems } from '../platform/store.ts';
import type { PolicyBody } from './body.ts';

/**
 * Records what an organization allows: first as proof, then in the item that requests read. `organization` is that item
 * as it was read, where there is one yet. Undefined when the token was replaced meanwhile.
 */
export async function recordPolicy(
  organization_id: string,
  organization: Organization | undefined,
  policy: PolicyBody,
  more: { on_request?: true } = {},
): Promise<Policy | undefined> {
  const key = organizationKey(organization_id);
  const receipt_id = uuidOf(key.pk, JSON.stringify(policy));
  const proofKey = decisionKey<PolicyBody>(key, receipt_id);
  const [known] = await readItems([proofKey]);
  const recorded_at = known?.recorded_at ?? Date.now();
  const decided = { ...policy, receipt_id, recorded_at };
  if (!known) await putItem(proofKey, { ...decided, ...more }, { if: 'attribute_not_exists(pk)' });
  // The token alone could have changed meanwhile; its holder is known by the one that was read.
  const held = organization?.token_digest
    ? { if: 'token_digest = :digest', values: { ':digest': organization.token_digest } }
    : { if: 'attribute_not_exists(token_digest)' };
  return (await putItem(key, { ...organization, ...decided }, held)) ? decided : undefined;
}
