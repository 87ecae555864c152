import { AthenaClient, StopQueryExecutionCommand } from '@aws-sdk/client-athena';
import { finish, literal, QueryFailed, type Result, results, start } from '../functions/platform/athena.ts';
import type { Deployment } from '../operator/deployment.ts';
import { mostRanges, nothing, type Range } from './exposure/range.ts';
import type { Report } from './reports.ts';

/** What a report is asked about: a half-open range of dates, UTC, and the product, or all of them. */
export type Question = {
  product?: string;
  from: string;
  to: string;
  includeTest?: boolean;
  /** Groups smaller than this are merged where they could point at somebody. */
  threshold?: number;
  /** Installations of this organization, edition and country only, as each last named them. */
  organization?: string;
  edition?: string;
  country?: string;
  /** What splits a version's installations besides. */
  by?: (typeof splits)[number];
  /** The license whose evidence is asked for: a license_id, or how it begins. */
  license?: string;
  /** Affected versions, as half-open ranges of precedences. */
  affected?: readonly Range[];
};
/** What a question may be narrowed to, beside the product and the dates. */
export const filters = ['organization', 'edition', 'country'] as const;
export const splits = ['edition', 'build'] as const;
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
    organization: literal(question.organization ?? ''),
    edition: literal(question.edition ?? ''),
    country: literal(question.country ?? ''),
    by: literal(question.by ?? 'version'),
    license: literal(question.license ?? ''),
  };
  for (let i = 0; i < mostRanges; i++) {
    const { low, high } = question.affected?.[i] ?? nothing;
    given[`low_${i + 1}`] = literal(low);
    given[`high_${i + 1}`] = literal(high);
  }
  return parameters.map((name) => given[name] as string);
}

/** Runs a report's own text with its parameters: the same locally and on Athena. */
export const runReport = async (target: QueryTarget, report: Report, question: Question): Promise<Answer> =>
  shaped(report, question, await runQuery(target, report.sql, parametersOf(report, question)));

/** An answer without the columns that only a split has, where it was not asked for. */
export const shaped = (report: Report, question: Question, answer: Answer): Answer =>
  leaveOut(answer, unasked(report, question));

/** The columns of a report that only a split has which was not asked for. */
export const unasked = ({ parameters }: Report, { by }: Question): string[] =>
  parameters.includes('by') ? splits.filter((split) => split !== by).map((split) => `product_${split}`) : [];

export const leaveOut = (answer: Answer, names: readonly string[]): Answer => ({
  ...answer,
  columns: answer.columns.filter(({ name }) => !names.includes(name)),
  rows: answer.rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name))),
  ),
});

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
