import { decisionFrame } from '../../shared/api/consent.ts';
import type { Body } from '../../shared/api/frame.ts';
import { policyFrame } from '../../shared/api/organizations.ts';
import { noticeVersion } from '../../shared/catalog/catalog.ts';
import type { Purpose } from '../../shared/catalog/field.ts';
import { Ignored, take } from '../../shared/catalog/take.ts';
import { expected, type Fields, isObject, timeOf } from '../../shared/catalog/validate.ts';
import { type Allowed, ordered } from '../../shared/consent.ts';
import { Problem } from '../platform/problem.ts';

type SentDecision = Body<typeof decisionFrame>;
/** A decision as sent, checked. Times in milliseconds since 1970. */
export type DecisionBody = Omit<SentDecision, 'purposes' | 'decided_by' | 'decided_at' | 'erase'> & {
  purposes: readonly Purpose[];
  decided_by?: SentDecision['decided_by'];
  decided_at: number;
  erase?: true;
};

/** What an organization allows, as sent and checked. */
export type PolicyBody = { allowed_purposes: readonly Purpose[]; decided_at: number };

/** What was read of a body, and what was left out of it. */
type Read<Body> = { body: Body; ignored: string[] };

const ofDecision: Fields = new Map(Object.entries(decisionFrame.fields));
const ofPolicy: Fields = new Map(Object.entries(policyFrame.fields));

/** What a grant may have wrong, beside what nobody declared: neither says what was granted. */
const lenient = new Set(['organization_id', 'notice_language']);

/**
 * Reads the body of `PUT /v1/consent`. A no counts as soon as it says who and that; a grant must be right in all that
 * says what was granted, by whom and when.
 */
export function readDecision(body: unknown, now = Date.now()): Read<DecisionBody> | Problem {
  if (!isObject(body)) return new Problem('body_invalid', 'The body must be an object.');
  const ignored = new Ignored();
  const taken = take({ ...body }, ofDecision, ofDecision, '', ignored) as Taken;
  const granted = taken.decision === 'granted';
  const strict = granted ? [...ofDecision.keys()].filter((name) => !lenient.has(name)) : [];
  const wrong =
    firstLacking(granted ? decisionFrame.required : ['installation_id', 'decision'], body, taken) ??
    firstLacking(
      strict.filter((name) => (body[name] ?? undefined) !== undefined),
      body,
      taken,
    );
  if (wrong) return new Problem('body_invalid', wrong);

  const { installation_id, organization_id, decision, purposes = [], erase, decided_at, ...more } = taken;
  if (granted && erase) return new Problem('body_invalid', '/erase goes with a withdrawal only');
  if (granted && purposes.length === 0) {
    return new Problem('body_invalid', '/purposes must name at least one purpose to grant');
  }
  if (erase && decision !== 'withdrawn') ignored.add('/erase');
  return {
    body: {
      installation_id,
      organization_id,
      decision,
      purposes: granted ? ordered(purposes) : [],
      notice_version: more.notice_version ?? noticeVersion,
      notice_language: more.notice_language,
      decided_by: more.decided_by,
      decided_at: decided_at === undefined ? now : timeOf(decided_at),
      ...(erase && decision === 'withdrawn' && { erase: true as const }),
    },
    ignored: ignored.paths,
  };
}

/** What could be taken of a decision, once it says who and what. */
type Taken = Pick<SentDecision, 'installation_id' | 'decision'> & Partial<SentDecision>;

/** The first of these fields that is not there, or can't be taken, in words that repeat nothing of it. */
function firstLacking(
  names: readonly string[],
  body: Record<string, unknown>,
  taken: Record<string, unknown>,
): string | undefined {
  const name = names.find((each) => taken[each] === undefined);
  if (name === undefined) return undefined;
  const field = ofDecision.get(name) ?? ofPolicy.get(name);
  return body[name] === undefined || !field
    ? `/${name} is required`
    : `/${name} must be ${expected(field, body[name])}`;
}

/**
 * Reads the body of `PUT /v1/organizations/{organization_id}/consent`. What allows no more than what `before` did counts
 * whenever it was decided.
 */
export function readPolicy(body: unknown, before: Allowed, now = Date.now()): Read<PolicyBody> | Problem {
  if (!isObject(body)) return new Problem('body_invalid', 'The body must be an object.');
  const ignored = new Ignored();
  const taken = take({ ...body }, ofPolicy, ofPolicy, '', ignored);
  const { allowed_purposes = [], decided_at } = taken as {
    allowed_purposes?: Purpose[];
    decided_at?: string;
  };
  const lowers = allowed_purposes.every((purpose) => before?.includes(purpose) ?? true);
  const wrong = firstLacking(lowers ? ['allowed_purposes'] : policyFrame.required, body, taken);
  if (wrong) return new Problem('body_invalid', wrong);
  return {
    body: {
      allowed_purposes: ordered(allowed_purposes),
      decided_at: decided_at === undefined ? now : timeOf(decided_at),
    },
    ignored: ignored.paths,
  };
}
