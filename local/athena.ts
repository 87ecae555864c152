import { randomUUID } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Dialect, transpile } from '@polyglot-sql/sdk';
import { Lake } from './duckdb.ts';
import { isMaintenance, keepMetadata } from './iceberg.ts';
import { countParameters, refusal, writePartitions } from './quotas.ts';
import { externalTables } from './tables.ts';
import type { Template } from './template.ts';
import { explained, utility } from './utility.ts';

type Cell = { VarCharValue?: string };
type Column = { Name: string; Type: string };
type Query = {
  id: string;
  input: StartInput;
  state: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  reason?: string;
  started: Date;
  columns: Column[];
  rows: Cell[][];
  connection?: DuckDBConnection;
};
type StartInput = {
  QueryString: string;
  ExecutionParameters?: string[];
  ClientRequestToken?: string;
  WorkGroup?: string;
};

/** What a caller did wrong, as AWS would name it. */
export class Refusal extends Error {
  constructor(type: string, message: string) {
    super(message);
    this.name = type;
  }
}

const pageSize = 1000;
/** So many queries are remembered, with their results; Athena does for 45 days. */
const remembered = 500;
/** Athena's calls over one DuckDB file; external tables are read from the very objects that were put. */
export class Athena {
  readonly #queries = new Map<string, Query>();
  readonly #lake: Lake;
  readonly #external: Map<string, () => string>;

  static async open(template: Template, folder: string): Promise<Athena> {
    const lake = await Lake.open(folder);
    const [database] = template.ofType('AWS::Glue::Database');
    const create = `CREATE SCHEMA IF NOT EXISTS ${database?.properties.DatabaseInput.Name}`;
    await lake.use((connection) => connection.run(create));
    return new Athena(template, folder, lake);
  }

  private constructor(template: Template, folder: string, lake: Lake) {
    this.#lake = lake;
    this.#external = externalTables(template, folder);
  }

  call(operation: string, input: Record<string, unknown>): object {
    if (operation === 'StartQueryExecution') return { QueryExecutionId: this.#start(input as StartInput).id };
    const query = this.#queries.get(input.QueryExecutionId as string);
    if (!query)
      throw new Refusal('InvalidRequestException', `QueryExecution ${input.QueryExecutionId} was not found`);
    if (operation === 'GetQueryExecution') return { QueryExecution: describe(query) };
    if (operation === 'GetQueryResults') return page(query, input.NextToken as string | undefined);
    if (operation === 'StopQueryExecution') {
      query.state = query.state === 'RUNNING' ? 'CANCELLED' : query.state;
      query.connection?.interrupt();
      return {};
    }
    throw new Refusal('InvalidAction', `${operation} is not supported locally`);
  }

  close(): Promise<void> {
    return this.#lake.close();
  }

  #start(input: StartInput): Query {
    for (const query of this.#queries.values()) {
      if (input.ClientRequestToken && query.input.ClientRequestToken === input.ClientRequestToken)
        return query;
    }
    const refused = refusal(input.QueryString, input.ExecutionParameters);
    if (refused) throw new Refusal('InvalidRequestException', refused);
    const query: Query = {
      id: randomUUID(),
      input,
      state: 'RUNNING',
      started: new Date(),
      columns: [],
      rows: [],
    };
    this.#queries.set(query.id, query);
    for (const [id, { state }] of this.#queries) {
      if (this.#queries.size <= remembered) break;
      if (state !== 'RUNNING') this.#queries.delete(id);
    }
    this.#lake
      .use((connection) => this.#run(query, connection))
      .then(
        () => {
          if (query.state === 'RUNNING') query.state = 'SUCCEEDED';
        },
        (fault: Error) => {
          if (query.state === 'RUNNING') Object.assign(query, { state: 'FAILED', reason: fault.message });
        },
      );
    return query;
  }

  #translated(sql: string): string {
    if (isMaintenance(sql)) return 'SELECT 1';
    const plan = explained(sql);
    if (plan) return `EXPLAIN ${this.#translated(plan)}`;
    const known = utility(sql, this.#external.keys());
    if (known) return known;
    // Views of objects are of a connection, and in no database.
    const tables = new RegExp(`\\busage\\.(?=(?:${[...this.#external.keys()].join('|')})\\b)`, 'g');
    return translate(sql).replace(tables, '');
  }

  async #run(query: Query, connection: DuckDBConnection): Promise<void> {
    query.connection = connection;
    try {
      await connection.run(`USE usage; SET TimeZone = 'UTC'; SET integer_division = true;
        CREATE OR REPLACE TEMP MACRO from_iso8601_timestamp(t) AS CAST(t AS TIMESTAMPTZ);
        CREATE OR REPLACE TEMP MACRO element_at(m, k) AS map_extract_value(m, k);
        CREATE OR REPLACE TEMP MACRO sequence(first, last) AS generate_series(first, last)`);
      const { QueryString, ExecutionParameters } = query.input;
      countParameters(QueryString, ExecutionParameters);
      const sql = this.#translated(QueryString);
      for (const [name, view] of this.#external) {
        if (new RegExp(`\\b${name}\\b`).test(sql)) await connection.run(view());
      }
      const execute = async (text: string) => {
        if (!ExecutionParameters) return connection.runAndReadAll(text);
        await connection.run(`PREPARE statement AS ${text}`);
        return connection.runAndReadAll(`EXECUTE statement(${ExecutionParameters.join(', ')})`);
      };
      if (!(await writePartitions(connection, QueryString, sql, execute))) {
        const reader = await execute(sql);
        const types = reader.columnTypes();
        query.columns = reader.columnNames().map((name, i) => ({
          Name: columnName(name, i, QueryString),
          Type: typeName(String(types[i])),
        }));
        query.rows = reader.getRowsJson().map((row) => row.map(cell));
        if (explained(QueryString)) asPlan(query);
      }
      await keepMetadata(connection, QueryString);
    } finally {
      query.connection = undefined;
    }
  }
}

/** A plan as Athena answers it: a line a row. */
function asPlan(query: Query): void {
  const lines = query.rows.flatMap((row) => (row.at(-1)?.VarCharValue ?? '').split('\n'));
  query.columns = [{ Name: 'Query Plan', Type: 'varchar' }];
  query.rows = lines.map((VarCharValue) => [{ VarCharValue }]);
}

/** The functions' statements come again and again, and take a while to translate. */
const translated = new Map<string, string>();

/** From Athena's dialect to DuckDB's. */
function translate(sql: string): string {
  const known = translated.get(sql);
  if (known) return known;
  const { success, sql: statements, error } = transpile(sql, Dialect.Athena, Dialect.DuckDB);
  if (!success || statements?.length !== 1)
    throw new Error(`The statement does not translate: ${error ?? ''}`);
  const text = (statements[0] as string).replace(/ADD COLUMNS \((.*)\)$/, 'ADD COLUMN $1');
  if (translated.size === 100) translated.delete(translated.keys().next().value as string);
  translated.set(sql, text);
  return text;
}

/** Athena numbers the columns that a statement does not name; DuckDB calls them by their text. */
const columnName = (name: string, i: number, sql: string): string =>
  /^[a-z_]\w*$/i.test(name) || sql.includes(`"${name}"`) ? name : `_col${i}`;

function typeName(type: string): string {
  if (/INT|^DECIMAL\(\d+,0\)/.test(type)) return 'bigint';
  return /^VARCHAR/.test(type) ? 'varchar' : type.toLowerCase();
}

const cell = (value: unknown): Cell =>
  value === null ? {} : { VarCharValue: typeof value === 'object' ? JSON.stringify(value) : String(value) };

const describe = ({ id, input, state, reason, started, rows }: Query) => ({
  QueryExecutionId: id,
  Query: input.QueryString,
  WorkGroup: input.WorkGroup,
  Status: { State: state, StateChangeReason: reason, SubmissionDateTime: started.getTime() / 1000 },
  Statistics: { DataScannedInBytes: rows.length },
});

/** A page of results; the first begins with a row of the names, as Athena's does. */
function page({ state, columns, rows }: Query, token: string | undefined): object {
  if (state !== 'SUCCEEDED')
    throw new Refusal('InvalidRequestException', `Query has not yet finished: ${state}`);
  const from = Number(token ?? 0);
  const header = from === 0 ? [columns.map(({ Name }) => ({ VarCharValue: Name }))] : [];
  const more = rows.length > from + pageSize;
  return {
    ResultSet: {
      Rows: [...header, ...rows.slice(from, from + pageSize)].map((Data) => ({ Data })),
      ResultSetMetadata: { ColumnInfo: columns },
    },
    NextToken: more ? String(from + pageSize) : undefined,
  };
}
