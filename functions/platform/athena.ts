import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { database } from '../../shared/lake.ts';
import { proof, withDeadline } from './client.ts';

/** A statement and where it runs. `parameters` are SQL literals for its `?`, in order; `token` makes it run once. */
export type Statement = { sql: string; parameters?: readonly string[]; workgroup: string; token?: string };

/** A query's result: numbers and booleans as such, all else as text, or null. */
export type Result = {
  columns: { name: string; type: string }[];
  rows: Record<string, string | number | boolean | null>[];
};

/** A literal of SQL text. */
export const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Starts a statement; returns its query execution ID. The same token with the same statement starts it once. */
export async function start(
  client: AthenaClient,
  { sql, parameters, workgroup, token }: Statement,
): Promise<string> {
  const { QueryExecutionId } = await client.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      ExecutionParameters: parameters?.length ? [...parameters] : undefined,
      QueryExecutionContext: { Database: database },
      WorkGroup: workgroup,
      ClientRequestToken: token,
    }),
    withDeadline(),
  );
  return proof(QueryExecutionId, 'QueryExecutionId');
}

/**
 * Waits until a query has ended; calls `meanwhile` at each look, with the bytes read so far. Returns those it read in
 * all. Throws QueryFailed when it failed or was stopped, and at once when `signal` aborts.
 */
export async function finish(
  client: AthenaClient,
  id: string,
  meanwhile?: (bytes: number) => Promise<void> | void,
  signal?: AbortSignal,
): Promise<number> {
  for (let wait = 20; ; wait = Math.min(wait * 1.5, 2000)) {
    const look = new GetQueryExecutionCommand({ QueryExecutionId: id });
    const { QueryExecution } = await client.send(look, withDeadline());
    const { State, StateChangeReason } = proof(QueryExecution?.Status, 'Status');
    const bytes = QueryExecution?.Statistics?.DataScannedInBytes ?? 0;
    if (State === 'SUCCEEDED') return bytes;
    if (State === 'FAILED' || State === 'CANCELLED') throw new QueryFailed(id, StateChangeReason ?? State);
    await meanwhile?.(bytes);
    await sleep(wait, undefined, { signal });
  }
}

/** The engine's own words on why it gave up: they may quote a value, so a function logs the query's ID only. */
export class QueryFailed extends Error {
  override name = 'QueryFailed';
  readonly query: string;
  constructor(query: string, reason: string) {
    super(reason);
    this.query = query;
  }
}

/** The rows of a finished SELECT, all pages. */
export async function results(client: AthenaClient, id: string): Promise<Result> {
  const all: Result = { columns: [], rows: [] };
  for await (const { columns, rows } of pages(client, id)) {
    all.columns = columns;
    all.rows.push(...rows);
  }
  return all;
}

/** The rows of a finished SELECT, a page at a time. */
export async function* parts(client: AthenaClient, id: string): AsyncGenerator<Result['rows']> {
  for await (const { rows } of pages(client, id)) yield rows;
}

async function* pages(client: AthenaClient, id: string): AsyncGenerator<Result> {
  let first = true;
  let NextToken: string | undefined;
  do {
    const next = new GetQueryResultsCommand({ QueryExecutionId: id, NextToken });
    const page = await client.send(next, withDeadline());
    const described = proof(page.ResultSet, 'ResultSet').ResultSetMetadata?.ColumnInfo ?? [];
    const names = distinct(described.map(({ Name = '' }) => Name));
    const columns = described.map(({ Type = '' }, i) => ({ name: names[i] as string, type: Type }));
    const lines = page.ResultSet?.Rows ?? [];
    // The first line of a SELECT repeats the names; SHOW and DESCRIBE have no such line.
    if (first && lines[0]?.Data?.every(({ VarCharValue }, i) => VarCharValue === described[i]?.Name))
      lines.shift();
    const row = ({ Data = [] }: { Data?: { VarCharValue?: string }[] }) =>
      Object.fromEntries(columns.map(({ name, type }, i) => [name, typed(type, Data[i]?.VarCharValue)]));
    yield { columns, rows: lines.map(row) };
    first = false;
    NextToken = page.NextToken;
  } while (NextToken);
}

/** The names, each once: a join may answer two columns of one name, and a row has one of each. */
const distinct = (names: string[]): string[] =>
  names.map((name, i) => {
    const before = names.slice(0, i).filter((each) => each === name).length;
    return before ? `${name}_${before + 1}` : name;
  });

function typed(type: string, text: string | undefined): string | number | boolean | null {
  if (text === undefined) return null;
  if (type === 'boolean') return text === 'true';
  if (!/^(?:bigint|integer|smallint|tinyint|double|real|float)$/.test(type)) return text;
  const number = Number(text);
  return Number.isInteger(number) && !Number.isSafeInteger(number) && type === 'bigint' ? text : number;
}
