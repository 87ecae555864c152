import { AthenaClient, StopQueryExecutionCommand } from '@aws-sdk/client-athena';
import { finish, literal, type Result, results, start } from '../functions/platform/athena.ts';
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

/** Where a query runs. `onProgress` is called while it does, with the bytes read so far. */
export type QueryTarget = { client: AthenaClient; workgroup: string; onProgress?: (bytes: number) => void };

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

const underWay = new Set<string>();

/** Runs a statement; `parameters` are literals for its `?`. */
export async function runQuery(
  { client, workgroup, onProgress }: QueryTarget,
  sql: string,
  parameters: string[] = [],
): Promise<Answer> {
  const id = await start(client, { sql, workgroup, parameters });
  underWay.add(id);
  const bytes = await finish(client, id, onProgress);
  underWay.delete(id);
  return { ...(await results(client, id)), bytes };
}

/** Stops every query that is under way. */
export async function stopAll(client: AthenaClient): Promise<void> {
  const stop = (id: string) => client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
  await Promise.all([...underWay].map(stop));
}
