import { batchFields, noticeVersion } from '../../shared/catalog/catalog.ts';
import { type Field, type Purpose, purposes, type Type } from '../../shared/catalog/field.ts';
import { type Fields, isObject, timeOf, wrongIn } from '../../shared/catalog/validate.ts';
import { type Decision, decisions, ordered } from '../../shared/consent.ts';
import { Problem } from '../edge/http.ts';

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
};

const field = (type: Type, description: string): Field => ({
  ...type,
  description,
  since: 1,
  answers: 'contract: consent',
});

const frame: Fields = new Map<string, Field>([
  ...Object.entries(batchFields),
  ['decision', field({ type: 'string', allowed: decisions }, 'What was decided.')],
  ['notice_version', field({ type: 'integer' }, 'The notice that was shown.')],
  [
    'notice_language',
    field({ type: 'string', pattern: /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,8}$/ }, 'Its language.'),
  ],
  ['decided_by', field({ type: 'string', allowed: ['user', 'administrator'] }, 'Who decided.')],
  ['decided_at', field({ type: 'time' }, 'When it was decided.')],
]);
const required = ['installation_id', 'decision', 'notice_version', 'decided_by', 'decided_at'];

/** Reads the body of `PUT /v1/consent`. */
export function readDecision(body: unknown): DecisionBody | Problem {
  if (!isObject(body)) return new Problem('body_invalid', 'The body must be an object.');
  const { purposes: listed = [], ...rest } = body;
  const wrong = wrongIn(frame, rest, '', required) ?? wrongPurposes(listed, rest.decision === 'granted');
  if (wrong) return new Problem('body_invalid', wrong);
  const { installation_id, organization_id, decided_at, ...decided } = rest as Record<string, string>;
  const notice_version = rest.notice_version as number;
  if (notice_version < 1 || notice_version > noticeVersion) {
    return new Problem('body_invalid', `/notice_version must be from 1 to ${noticeVersion}`);
  }
  return {
    ...(decided as Pick<DecisionBody, 'decision' | 'decided_by' | 'notice_language'>),
    installation_id: (installation_id as string).toLowerCase(),
    organization_id: organization_id?.toLowerCase(),
    purposes: rest.decision === 'granted' ? ordered(listed as Purpose[]) : [],
    notice_version,
    decided_at: timeOf(decided_at),
  };
}

function wrongPurposes(listed: unknown, granted: boolean): string | undefined {
  const known: readonly unknown[] = purposes;
  if (!Array.isArray(listed) || !listed.every((purpose) => known.includes(purpose))) {
    return `/purposes must be a list of ${purposes.join(', ')}`;
  }
  // A refusal always applies, whatever else it names.
  return granted && listed.length === 0 ? '/purposes must name at least one purpose to grant' : undefined;
}
