import type { AthenaClient } from '@aws-sdk/client-athena';
import { columns } from '../../shared/columns.ts';
import { database, tablesPrefix } from '../../shared/lake.ts';
import { results } from '../../shared/query.ts';
import { digest } from '../edge/digest.ts';
import type { Lease } from './lease.ts';

/**
 * Athena's own table settings: one delete file is enough for a rewrite, and what a rewrite replaced is gone a day
 * later, which is longer than any query runs.
 */
const properties = {
  table_type: 'ICEBERG',
  format: 'parquet',
  write_compression: 'zstd',
  optimize_rewrite_delete_file_threshold: '1',
  vacuum_max_snapshot_age_seconds: '86400',
};

const createEvents = (bucket: string) => `CREATE TABLE IF NOT EXISTS events (
  ${columns.map(({ name, events }) => `${name} ${events}`).join(',\n  ')}
)
PARTITIONED BY (event_day)
LOCATION 's3://${bucket}/${tablesPrefix}events/'
TBLPROPERTIES (${Object.entries(properties)
  .map(([name, value]) => `'${name}'='${value}'`)
  .join(', ')})`;

const listColumns = `SELECT column_name FROM information_schema.columns
WHERE table_schema = '${database}' AND table_name = 'events'`;

/**
 * Makes the table, and adds the columns that the catalog has gained; old rows have null there. Done by statements,
 * since CloudFormation forgets an Iceberg table's type when it updates it; and only when the catalog has changed.
 */
export async function ensureTables(client: AthenaClient, lease: Lease, bucket: string): Promise<string> {
  const schema = digest(JSON.stringify(columns));
  if (lease.progress.schema === schema) return schema;
  await lease.run(createEvents(bucket));
  const { rows } = await results(client, await lease.run(listColumns));
  const there = new Set(rows.map((row) => row.column_name));
  for (const { name, events } of columns.filter((column) => !there.has(column.name))) {
    await lease.run(`ALTER TABLE events ADD COLUMNS (${name} ${events})`);
  }
  return schema;
}
