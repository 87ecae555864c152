import { QueryFailed } from '../functions/platform/athena.ts';
import { isDenied, isOverLimit } from '../reports/faults.ts';
import { leaveOut, type QueryTarget, runQuery } from '../reports/run.ts';
import type { Kept } from './kept.ts';
import type { Answered } from './protocol.ts';
import type { Asked } from './questions.ts';

/** Where questions are asked; with a stack (`paid`), an answer is kept. */
export type Source = { target: QueryTarget; stack?: string; kept: Kept };

type Watch = Pick<QueryTarget, 'onProgress' | 'signal'> & { onExpected?: (bytes: number) => void };

/** Answers a question, or hands out the kept answer to it. `signal` stops the query, which is paid for by what it read. */
export async function answer(
  { target, stack, kept }: Source,
  { sql, parameters, without = [], none }: Asked,
  { onExpected, onProgress, signal }: Watch,
): Promise<Answered> {
  const question = [stack, sql, parameters];
  const before = stack === undefined ? undefined : kept.get(question);
  if (before) return before;
  const similar = kept.last([stack, sql]);
  if (similar) onExpected?.(similar.bytes);
  const asked_at = new Date().toISOString();
  const rows = leaveOut(await runQuery({ ...target, onProgress, signal }, sql, parameters), without);
  const answered: Answered = { ...rows, asked_at, kept: false, none };
  if (stack !== undefined) {
    kept.put(question, answered);
    kept.put([stack, sql], { ...answered, rows: [] });
  }
  return answered;
}

/** What went wrong, as a sentence that says what to do. */
export function sentence(fault: Error, stack?: string): string {
  const { name, message } = fault;
  const first = message.split('\n')[0] as string;
  if (isOverLimit(fault))
    return 'The query was stopped, since it would have read more than a query may: choose a shorter range.';
  if (/^(?:ExpiredToken|CredentialsProvider|UnrecognizedClient|InvalidClientToken)/.test(name))
    return 'Your AWS credentials are missing or have expired: sign in again, then reload this page.';
  if (isDenied(fault))
    return 'Your AWS credentials lack a permission: ask whoever runs the stack for the policy of analysts.';
  if (/WorkGroup .*not found|ResourceNotFound/i.test(`${name} ${message}`))
    return `The stack ${stack} is gone or in another region: check --stack and your region, and start again.`;
  if ((fault as NodeJS.ErrnoException).code === 'ECONNREFUSED')
    return 'The local run does not answer: start it with "npm start", then reload this page.';
  if (/\b\w+'? does not exist/.test(first) && fault instanceof QueryFailed)
    return `${first.replace(/^.*?: /, '')} If nothing was refreshed yet, run "npm run refresh".`;
  return first;
}
