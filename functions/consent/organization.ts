import type { Answer } from '../platform/answer.ts';
import { authenticateOrganization } from '../platform/authenticate.ts';
import type { Call } from '../platform/call.ts';
import { unknownToken } from '../platform/credentials.ts';
import { Problem } from '../platform/problem.ts';
import type { Policy } from '../platform/records.ts';
import { readPolicy } from './body.ts';
import { recordPolicy } from './policy.ts';
import { policyProof } from './proofs.ts';

const route = '/v1/organizations/{organization_id}/consent';
type Put = `PUT ${typeof route}`;
type Get = `GET ${typeof route}`;

/** `PUT`: authenticate · read · record · receipt. In force with the next request. */
export async function putPolicy({ credentials, body, now }: Call<Put>): Promise<Answer<Put>> {
  const organization = await authenticateOrganization(credentials);
  if (organization instanceof Problem) return organization;
  const sent = readPolicy(body, organization.allowed_purposes, now);
  if (sent instanceof Problem) return sent;
  const { organization_id } = credentials;
  const recorded = await recordPolicy(organization_id, organization, sent.body);
  return recorded ? receipt(organization_id, recorded, sent.ignored) : unknownToken();
}

/** `GET`: the policy in force, in the shape of its receipt. */
export async function getPolicy({ credentials }: Call<Get>): Promise<Answer<Get>> {
  const organization = await authenticateOrganization(credentials);
  if (organization instanceof Problem) return organization;
  const { receipt_id, allowed_purposes, recorded_at } = organization;
  if (!receipt_id || !allowed_purposes || recorded_at === undefined)
    return new Problem('not_found', 'The organization has set no policy.');
  return receipt(credentials.organization_id, { receipt_id, allowed_purposes, recorded_at });
}

async function receipt(
  organization_id: string,
  { receipt_id, allowed_purposes, recorded_at }: Omit<Policy, 'decided_at'>,
  ignored: readonly string[] = [],
): Promise<Answer<Put>> {
  const proof = await policyProof(organization_id, receipt_id);
  return {
    status: 200,
    json: {
      receipt_id,
      organization_id,
      allowed_purposes,
      recorded_at: new Date(recorded_at).toISOString(),
      ...(proof && { proof }),
      ...(ignored.length > 0 && { ignored }),
    },
  };
}
