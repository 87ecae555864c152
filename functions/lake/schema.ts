import { database, tablesPrefix } from '../../shared/lake.ts';
import { type Columns, type Table, tables } from '../../shared/tables.ts';
import { digest } from '../platform/digest.ts';
import type { Lease } from './lease.ts';

/**
 * Athena's own table settings: one delete file is enough for a rewrite, and what a rewrite replaced is gone a day
 * later, which is longer than any query runs.
 */
const settings = {
  table_type: 'ICEBERG',
  format: 'parquet',
  write_compression: 'zstd',
  optimize_rewrite_delete_file_threshold: '1',
  vacuum_max_snapshot_age_seconds: '86400',
};

/** Makes a table unless it is there. What was sold is also made by the import, which may come before the first refresh. */
export function createTable(bucket: string, table: Table): string {
  const columns: Columns = tables[table];
  const partitioned = 'event_day' in columns ? 'PARTITIONED BY (event_day)\n' : '';
  return `CREATE TABLE IF NOT EXISTS ${table} (
  ${Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(',\n  ')}
)
${partitioned}LOCATION 's3://${bucket}/${tablesPrefix}${table}/'
TBLPROPERTIES (${Object.entries(settings)
    .map(([name, value]) => `'${name}'='${value}'`)
    .join(', ')})`;
}

const listColumns = `SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = '${database}'`;

/**
 * Makes the tables, and adds the columns that the catalog has gained; old rows have null there. Done by statements,
 * since CloudFormation forgets an Iceberg table's type when it updates it; and only when the catalog has changed.
 */
export async function ensureTables(lease: Lease, bucket: string): Promise<string> {
  const schema = digest(JSON.stringify(tables));
  if (lease.progress.schema === schema) return schema;
  const all = Object.entries<Columns>(tables) as [Table, Columns][];
  for (const [table] of all) await lease.run(createTable(bucket, table));
  const there = new Set(
    (await lease.rows(listColumns)).map(({ table_name, column_name }) => `${table_name}.${column_name}`),
  );
  for (const [table, columns] of all)
    for (const [name, type] of Object.entries(columns).filter(([name]) => !there.has(`${table}.${name}`)))
      await lease.run(`ALTER TABLE ${table} ADD COLUMNS (${name} ${type})`);
  return schema;
}
