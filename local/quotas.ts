import type { DuckDBConnection } from '@duckdb/node-api';

/** What Athena refuses by its own documentation, and DuckDB would take. */

/** The text of a statement, in bytes, and the partitions that one may write. */
const textLimit = 262_144;
const partitionLimit = 100;

const after = (words: string) => new RegExp(`^\\s*(?:--.*\\n\\s*)*(?:${words})`, 'i');
const ddl = after('(?:CREATE|ALTER|DROP|OPTIMIZE|VACUUM|SHOW|DESCRIBE)\\b');
const write = after('(?:INSERT INTO|DELETE FROM)\\s+(\\w+)');
/** Texts, quoted names and comments. */
const quoted = /'(?:[^']|'')*'|"[^"]*"|--.*/g;

/** Why a statement is refused before it starts, if it is. */
export function refusal(sql: string, parameters: readonly string[] | undefined): string | undefined {
  if (Buffer.byteLength(sql) > textLimit) return `A statement has at most ${textLimit} bytes`;
  if (ddl.test(sql) && (sql.includes('?') || parameters)) return 'DDL takes no parameters';
  // How Athena reads one there is not documented.
  if (sql.match(quoted)?.some((part) => part.startsWith('--') && part.includes('?')))
    return 'A comment may hold no question mark';
  return undefined;
}

/** Throws where a statement has not as many parameters as it asks for. */
export function countParameters(sql: string, parameters: readonly string[] = []): void {
  const asked = sql.replace(quoted, '').split('?').length - 1;
  if (asked !== parameters.length)
    throw new Error(
      `INVALID_PARAMETER_USAGE: Incorrect number of parameters: expected ${asked} but found ${parameters.length}`,
    );
}

/**
 * Runs a statement that writes a table partitioned by `event_day`, and takes it back where it wrote too many of them;
 * false when it is no such statement. `run` runs a statement with the parameters that there are.
 */
export async function writePartitions(
  connection: DuckDBConnection,
  original: string,
  sql: string,
  run: (sql: string) => Promise<{ getRowsJson(): unknown[][] }>,
): Promise<boolean> {
  const [, table] = write.exec(original) ?? [];
  const partitioned = `SELECT 1 FROM information_schema.columns
    WHERE table_name = '${table}' AND column_name = 'event_day'`;
  if (!table || (await connection.runAndReadAll(partitioned)).currentRowCount === 0) return false;
  await connection.run('BEGIN');
  const rows = (await run(`${sql} RETURNING event_day`)).getRowsJson();
  const few = new Set(rows.map(([day]) => day)).size <= partitionLimit;
  await connection.run(few ? 'COMMIT' : 'ROLLBACK');
  if (few) return true;
  throw new Error(
    `HIVE_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of ${partitionLimit} open writers for partitions`,
  );
}
