import {
  type AthenaClient,
  GetQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { finish, literal, type Result, results, start } from '../shared/query.ts';
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

/** A report's rows, and the bytes that were read for them. */
export type Answer = Result & { bytes: number };

/** Where it is asked. `looking` is called while a query runs, with the bytes read so far. */
export type Desk = { client: AthenaClient; workgroup: string; looking?: (bytes: number) => void };

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

const underWay = new Set<string>();

/** Runs a report's own text with its parameters: the same locally and on Athena. */
export async function ask(
  { client, workgroup, looking }: Desk,
  report: Report,
  question: Question,
): Promise<Answer> {
  const id = await start(client, { sql: report.sql, workgroup, parameters: parametersOf(report, question) });
  underWay.add(id);
  const bytes = async () => {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
    return QueryExecution?.Statistics?.DataScannedInBytes ?? 0;
  };
  await finish(client, id, async () => looking?.(await bytes()));
  underWay.delete(id);
  return { ...(await results(client, id)), bytes: await bytes() };
}

/** Stops every query that is under way: a query goes on, and is paid for, when its caller has gone. */
export async function stopAll(client: AthenaClient): Promise<number> {
  const ids = [...underWay];
  await Promise.all(ids.map((id) => client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }))));
  return ids.length;
}
