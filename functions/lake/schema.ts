import { columns } from '../../shared/columns.ts';
import { entitlementColumns } from '../../shared/entitlements.ts';
import { database, erasureColumns, tablesPrefix } from '../../shared/lake.ts';
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

const create = (bucket: string, table: string, columns: string[], partitioned = '') =>
  `CREATE TABLE IF NOT EXISTS ${table} (
  ${columns.join(',\n  ')}
)
${partitioned}LOCATION 's3://${bucket}/${tablesPrefix}${table}/'
TBLPROPERTIES (${Object.entries(settings)
    .map(([name, value]) => `'${name}'='${value}'`)
    .join(', ')})`;

const createEvents = (bucket: string) => {
  const named = columns.map(({ name, events }) => `${name} ${events}`);
  return create(bucket, 'events', named, 'PARTITIONED BY (event_day)\n');
};

const createPlain = (bucket: string, table: string, columns: Readonly<Record<string, string>>) =>
  create(
    bucket,
    table,
    Object.entries(columns).map(([name, type]) => `${name} ${type}`),
  );

/** What was sold: also made by the import, which may come before the first refresh. */
export const createEntitlements = (bucket: string) => createPlain(bucket, 'entitlements', entitlementColumns);

const listColumns = `SELECT column_name FROM information_schema.columns
WHERE table_schema = '${database}' AND table_name = 'events'`;

/**
 * Makes the tables, and adds the columns that the catalog has gained; old rows have null there. Done by statements,
 * since CloudFormation forgets an Iceberg table's type when it updates it; and only when the catalog has changed.
 */
export async function ensureTables(lease: Lease, bucket: string): Promise<string> {
  const schema = digest(JSON.stringify([columns, entitlementColumns, erasureColumns]));
  if (lease.progress.schema === schema) return schema;
  await lease.run(createEvents(bucket));
  await lease.run(createEntitlements(bucket));
  await lease.run(createPlain(bucket, 'erasures', erasureColumns));
  const rows = await lease.rows(listColumns);
  const there = new Set(rows.map((row) => row.column_name));
  for (const { name, events } of columns.filter((column) => !there.has(column.name))) {
    await lease.run(`ALTER TABLE events ADD COLUMNS (${name} ${events})`);
  }
  return schema;
}
