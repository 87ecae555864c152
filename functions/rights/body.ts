import type { Body } from '../../shared/api/frame.ts';
import { subjectFrame } from '../../shared/api/rights.ts';
import { firstError } from '../../shared/catalog/validate.ts';
import { Problem } from '../platform/problem.ts';

/** Whose rows: of an installation all, or one user's only. Both in lower case. */
export type Subject = Body<typeof subjectFrame>;

const fields = new Map(Object.entries(subjectFrame.fields));

/** Reads the body of `POST /v1/erasures` and of `POST /v1/exports`. */
export function readSubject(body: unknown): Subject | Problem {
  const wrong = firstError(fields, body, '', subjectFrame.required);
  if (wrong) return new Problem('body_invalid', wrong);
  const { installation_id, user_id } = body as Subject;
  return { installation_id: installation_id.toLowerCase(), user_id: user_id?.toLowerCase() };
}
