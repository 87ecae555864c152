import type { DuckDBConnection } from '@duckdb/node-api';

/** Longer than any query runs, as the stack sets it for Athena. */
const snapshotAge = "INTERVAL '86400 seconds'";

/** What a statement does to an Iceberg table, if it does anything to one. */
const writing = /^\s*(?:--.*\n\s*)*(INSERT INTO|MERGE INTO|DELETE FROM|OPTIMIZE|VACUUM)\s+(\w+)/i;

/**
 * DuckDB has no snapshots and no files that hold deleted rows. So that statements which look for them find what
 * Iceberg would show, each table has its two metadata tables here: a snapshot for every statement that wrote, until
 * VACUUM drops the old ones, and no files.
 */
export async function keepMetadata(connection: DuckDBConnection, sql: string): Promise<void> {
  const [, verb = '', table] = writing.exec(sql) ?? [];
  if (!table) return;
  const snapshots = `"${table}$snapshots"`;
  await connection.run(`CREATE TABLE IF NOT EXISTS ${snapshots} (committed_at TIMESTAMPTZ);
    CREATE TABLE IF NOT EXISTS "${table}$files" (content INTEGER, file_path VARCHAR)`);
  await connection.run(
    verb.toUpperCase() === 'VACUUM'
      ? `DELETE FROM ${snapshots} WHERE committed_at < now() - ${snapshotAge}
         AND committed_at < (SELECT max(committed_at) FROM ${snapshots})`
      : `INSERT INTO ${snapshots} VALUES (now())`,
  );
}

/** Rewriting and vacuuming are Iceberg's own; to DuckDB they say nothing. */
export const isMaintenance = (sql: string): boolean => /^\s*(?:OPTIMIZE|VACUUM)\s/i.test(sql);
