import { type AthenaClient, StopQueryExecutionCommand } from '@aws-sdk/client-athena';
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
  const bytes = await finish(client, id, looking);
  underWay.delete(id);
  return { ...(await results(client, id)), bytes };
}

/** Stops every query that is under way. */
export async function stopAll(client: AthenaClient): Promise<void> {
  const stop = (id: string) => client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
  await Promise.all([...underWay].map(stop));
}
