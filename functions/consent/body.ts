import { ceilingFrame, decisionFrame, type Frame } from '../../shared/bodies.ts';
import type { Purpose } from '../../shared/catalog/field.ts';
import { type Fields, timeOf, wrongIn } from '../../shared/catalog/validate.ts';
import { type Decision, ordered } from '../../shared/consent.ts';
import { Problem } from '../platform/http.ts';

/** A decision as sent, checked. Times in milliseconds since 1970. */
export type DecisionBody = {
  installation_id: string;
  organization_id?: string;
  decision: Decision;
  purposes: readonly Purpose[];
  notice_version: number;
  notice_language?: string;
  decided_by: 'user' | 'administrator';
  decided_at: number;
  erase?: true;
};

/** What an organization allows, as sent and checked. */
export type CeilingBody = { allowed_purposes: readonly Purpose[]; decided_at: number };

const fieldsOf = ({ fields }: Frame): Fields => new Map(Object.entries(fields));
const ofDecision = fieldsOf(decisionFrame);
const ofCeiling = fieldsOf(ceilingFrame);

/** Reads the body of `PUT /v1/consent`. */
export function readDecision(body: unknown): DecisionBody | Problem {
  const wrong = wrongIn(ofDecision, body, '', decisionFrame.required);
  if (wrong) return new Problem('body_invalid', wrong);
  const { installation_id, organization_id, purposes = [], decided_at, erase, ...given } = body as Sent;
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

/** As it stands in the body once that is checked. */
type Sent = Omit<DecisionBody, 'purposes' | 'decided_at' | 'erase'> & {
  purposes?: Purpose[];
  decided_at: string;
  erase?: boolean;
};

/** Reads the body of `PUT /v1/organizations/{organization_id}/consent`. */
export function readCeiling(body: unknown): CeilingBody | Problem {
  const wrong = wrongIn(ofCeiling, body, '', ceilingFrame.required);
  if (wrong) return new Problem('body_invalid', wrong);
  const { allowed_purposes, decided_at } = body as { allowed_purposes: Purpose[]; decided_at: string };
  return { allowed_purposes: ordered(allowed_purposes), decided_at: timeOf(decided_at) };
}
