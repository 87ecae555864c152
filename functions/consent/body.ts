import { decisionFrame } from '../../shared/api/consent.ts';
import type { Body } from '../../shared/api/frame.ts';
import { policyFrame } from '../../shared/api/organizations.ts';
import type { Purpose } from '../../shared/catalog/field.ts';
import { type Fields, firstError, timeOf } from '../../shared/catalog/validate.ts';
import { ordered } from '../../shared/consent.ts';
import { Problem } from '../platform/problem.ts';

type SentDecision = Body<typeof decisionFrame>;
/** A decision as sent, checked. Times in milliseconds since 1970. */
export type DecisionBody = Omit<SentDecision, 'purposes' | 'decided_at' | 'erase'> & {
  purposes: readonly Purpose[];
  decided_at: number;
  erase?: true;
};

/** What an organization allows, as sent and checked. */
export type PolicyBody = { allowed_purposes: readonly Purpose[]; decided_at: number };

const ofDecision: Fields = new Map(Object.entries(decisionFrame.fields));
const ofPolicy: Fields = new Map(Object.entries(policyFrame.fields));

/** Reads the body of `PUT /v1/consent`. */
export function readDecision(body: unknown): DecisionBody | Problem {
  const wrong = firstError(ofDecision, body, '', decisionFrame.required);
  if (wrong) return new Problem('body_invalid', wrong);
  const {
    installation_id,
    organization_id,
    purposes = [],
    decided_at,
    erase,
    ...given
  } = body as SentDecision;
  const decided = { ...given, ...(erase && { erase: true as const }) };
  const granted = decided.decision === 'granted';
  if (decided.erase && decided.decision !== 'withdrawn') {
    return new Problem('body_invalid', '/erase goes with a withdrawal only');
  }
  if (granted && purposes.length === 0) {
    return new Problem('body_invalid', '/purposes must name at least one purpose to grant');
  }
  return {
    ...decided,
    installation_id: installation_id.toLowerCase(),
    organization_id: organization_id?.toLowerCase(),
    // A refusal always applies, whatever else it names.
    purposes: granted ? ordered(purposes) : [],
    decided_at: timeOf(decided_at),
  };
}

/** Reads the body of `PUT /v1/organizations/{organization_id}/consent`. */
export function readPolicy(body: unknown): PolicyBody | Problem {
  const wrong = firstError(ofPolicy, body, '', policyFrame.required);
  if (wrong) return new Problem('body_invalid', wrong);
  const { allowed_purposes, decided_at } = body as Body<typeof policyFrame>;
  return { allowed_purposes: ordered(allowed_purposes), decided_at: timeOf(decided_at) };
}
