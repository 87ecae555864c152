import { Stop } from '../operator/program.ts';
import { isDenied, isOverLimit } from './faults.ts';
import { Progress } from './progress.ts';
import { type Answer, type QueryTarget, runQuery } from './run.ts';

/** As many queries at once as leave an account's other work some room: it may run 20 in the smaller regions. */
const atOnce = 5;

/** A statement, and the literals for its `?`. */
type Query = { sql: string; parameters: string[] };

/** Runs some queries, a few at once, saying how far it is; Ctrl-C stops those that are under way. */
export async function runAll(target: QueryTarget, queries: Query[], paid: boolean): Promise<Answer[]> {
  const answers: Answer[] = [];
  const progress = new Progress(queries.length);
  const waiting = [...queries.entries()];
  const ended = new AbortController();
  /** Waits too for those that are just being started: each stops its own query. */
  const stop = () => {
    waiting.length = 0;
    ended.abort();
    return Promise.allSettled(workers);
  };
  const interrupt = async () => {
    progress.end();
    await stop();
    console.error('Stopped, and the query with it.');
    process.exit(130);
  };
  process.once('SIGINT', interrupt);
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [i, { sql, parameters }] = next;
      const answer = await runQuery(
        { ...target, signal: ended.signal, onProgress: (bytes) => progress.at(i, bytes) },
        sql,
        parameters,
      );
      answers[i] = answer;
      progress.done(i, answer.bytes);
    }
  };
  const workers = Array.from({ length: Math.min(atOnce, queries.length) }, worker);
  try {
    await Promise.all(workers);
  } catch (fault) {
    await stop();
    throw reason(fault as Error);
  } finally {
    progress.end();
    process.off('SIGINT', interrupt);
  }
  // The local engine tells neither.
  if (paid) progress.bill();
  return answers;
}

/** What a person can do about it, where that is known. */
function reason(fault: Error): Error {
  const { message } = fault;
  if (isOverLimit(fault)) {
    return new Stop(
      'The query was stopped, since it would have read more than a query may: ask for fewer days (--from, --to), or raise scanCutoffBytes in shared/settings.ts and deploy.',
    );
  }
  if (isDenied(fault)) {
    const [, action] = /perform: ([\w:]+)/.exec(message) ?? [];
    return new Stop(
      `Your AWS credentials lack a permission${action ? ` (${action})` : ''}: ask whoever runs the stack to let you query its workgroup for reports. AWS says: ${message}`,
    );
  }
  return fault;
}
