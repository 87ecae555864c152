import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { database } from './lake.ts';

/** A statement and where it runs. `parameters` are SQL literals for its `?`, in order; `token` makes it run once. */
export type Statement = { sql: string; parameters?: readonly string[]; workgroup: string; token?: string };

/** A query's result as Athena gives it: all values are text, or null. */
export type Rows = Record<string, string | null>[];

/** A literal of SQL text. */
export const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Starts a statement; returns its query execution ID. The same token with the same statement starts it once. */
export async function start(client: AthenaClient, { sql, parameters, workgroup, token }: Statement): Promise<string> {
  const { QueryExecutionId } = await client.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      ExecutionParameters: parameters?.length ? [...parameters] : undefined,
      QueryExecutionContext: { Database: database },
      WorkGroup: workgroup,
      ClientRequestToken: token,
    }),
  );
  return QueryExecutionId as string;
}

/** Waits until a query has ended; calls `meanwhile` at each look. Throws when it failed or was stopped. */
export async function finish(client: AthenaClient, id: string, meanwhile?: () => Promise<void>): Promise<void> {
  for (let wait = 50; ; wait = Math.min(wait * 1.5, 2000)) {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
    const { State, StateChangeReason } = QueryExecution?.Status ?? {};
    if (State === 'SUCCEEDED') return;
    if (State === 'FAILED' || State === 'CANCELLED') throw new QueryFailed(StateChangeReason ?? State);
    await meanwhile?.();
    await sleep(wait);
  }
}

/** The engine's own words on why it gave up. */
export class QueryFailed extends Error {
  override name = 'QueryFailed';
}

/** The rows of a finished SELECT, all pages. */
export async function results(client: AthenaClient, id: string): Promise<Rows> {
  const rows: Rows = [];
  let names: string[] | undefined;
  let NextToken: string | undefined;
  do {
    const page = await client.send(new GetQueryResultsCommand({ QueryExecutionId: id, NextToken }));
    const lines = (page.ResultSet?.Rows ?? []).map(({ Data = [] }) => Data.map((cell) => cell.VarCharValue ?? null));
    // The first line of the first page repeats the names.
    names ??= lines.shift() as string[] | undefined;
    for (const line of lines) rows.push(Object.fromEntries((names ?? []).map((name, i) => [name, line[i] ?? null])));
    NextToken = page.NextToken;
  } while (NextToken);
  return rows;
}
