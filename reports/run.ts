import { AthenaClient, StopQueryExecutionCommand } from '@aws-sdk/client-athena';
import { finish, literal, QueryFailed, type Result, results, start } from '../functions/platform/athena.ts';
import type { Deployment } from '../operator/deployment.ts';
import type { Report } from './reports.ts';

/** What a report is asked about: a half-open range of dates, UTC, and the product, or all of them. */
export type Question = {
  product?: string;
  from: string;
  to: string;
  includeTest?: boolean;
  /** Groups smaller than this are merged where they could point at somebody. */
  threshold?: number;
};
export const threshold = 5;

/** A query's rows, and the bytes that were read for them. */
export type Answer = Result & { bytes: number };

/** Where a query runs. `onProgress` is called while it does, with the bytes read so far; `signal` stops it. */
export type QueryTarget = {
  client: AthenaClient;
  workgroup: string;
  onProgress?: (bytes: number) => void;
  signal?: AbortSignal;
};

/** A deployment's workgroup for people, whose queries have a ceiling. */
export const queryTarget = ({ aws, outputs }: Deployment): QueryTarget => ({
  client: new AthenaClient(aws),
  workgroup: outputs.ReportsWorkgroup as string,
});

/** The literals for a report's `?`, in order. */
export function parametersOf({ parameters }: Report, question: Question): string[] {
  const given: Record<string, string> = {
    product: literal(question.product ?? ''),
    from: literal(question.from),
    to: literal(question.to),
    include_test: String(question.includeTest ?? false),
    threshold: String(question.threshold ?? threshold),
  };
  return parameters.map((name) => given[name] as string);
}

/** Runs a report's own text with its parameters: the same locally and on Athena. */
export const runReport = (target: QueryTarget, report: Report, question: Question): Promise<Answer> =>
  runQuery(target, report.sql, parametersOf(report, question));

/**
 * Runs a statement; `parameters` are literals for its `?`. A query goes on, and is paid for, when nobody waits for it
 * any more: so it is stopped when `signal` aborts, or waiting for it fails.
 */
export async function runQuery(
  { client, workgroup, onProgress, signal }: QueryTarget,
  sql: string,
  parameters: string[] = [],
): Promise<Answer> {
  signal?.throwIfAborted();
  const id = await start(client, { sql, workgroup, parameters });
  try {
    const bytes = await finish(client, id, onProgress, signal);
    return { ...(await results(client, id)), bytes };
  } catch (fault) {
    const stop = new StopQueryExecutionCommand({ QueryExecutionId: id });
    if (!(fault instanceof QueryFailed)) await client.send(stop).catch(() => undefined);
    throw fault;
  }
}
