import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AthenaClient } from '@aws-sdk/client-athena';
import { beforeAll, expect, test } from 'vitest';
import { finish, start } from '../../functions/platform/athena.ts';
import { deployment } from '../../operator/deployment.ts';
import { columns } from '../../shared/columns.ts';
import { land, query, refreshed, row } from '../e2e/lake.ts';
import { localForFile } from '../e2e/local.ts';
import { asked } from '../reports/ask.ts';

/** The columns of both tables as they were released, with their types: rows of these lie in customers' buckets. */
const released: Record<'landing' | 'events', Record<string, string>> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'released-columns.json'), 'utf8'),
);

test.for(['landing', 'events'] as const)(
  'no column of %s that was released is gone or has another type',
  (table) => {
    const now = Object.fromEntries(columns.map((column) => [column.name, column[table]]));
    for (const [name, type] of Object.entries(released[table])) {
      const whatToDo = `${name} of ${table} was released as ${type}: declare a new name for another type`;
      expect(now[name], whatToDo).toBe(type);
    }
  },
);

const started = localForFile({ schedules: false });
/** What the catalog had not yet in the release before. */
const gained = ['gpu_name', 'cpu_cores'];
const range = { from: '2026-10-01', to: '2026-10-02' };
const at = new Date('2026-10-01T12:00:00Z');
const before = row('grown', at, { product_version: '1', os_name: 'Linux' });
const after = row('grown', at, {
  installation_id: 'b7d1f0a3-c2e5-4d6f-8a9b-0c1d2e3f4a5b',
  gpu_name: 'Arc',
  cpu_cores: 8,
});

beforeAll(async () => {
  const { aws, outputs } = await deployment(started);
  const client = new AthenaClient(aws);
  const run = async (sql: string) => {
    const id = await start(client, { sql, workgroup: outputs.MaintenanceWorkgroup as string });
    await finish(client, id);
  };
  // The table as the release before made it, with a row of that time.
  const then = columns.filter(({ name }) => !gained.includes(name));
  const named = then.map(({ name, events }) => `${name} ${events}`).join(', ');
  await run(`CREATE TABLE events (${named}) PARTITIONED BY (event_day) LOCATION 's3://bucket/tables/events/'
    TBLPROPERTIES ('table_type' = 'ICEBERG')`);
  await run(`INSERT INTO events (event_id, event_name, product, test, installation_id, occurred_at, occurred_at_sent,
    received_at, event_day, product_version, os_name)
    SELECT '${before.event_id}', 'feature_used', 'grown', false, '${before.installation_id}',
      CAST('2026-10-01 12:00:00' AS timestamp), CAST('2026-10-01 12:00:00' AS timestamp),
      CAST('2026-10-01 12:00:01' AS timestamp), CAST('2026-10-01' AS date), '1', 'Linux'`);
  // A row that is in the table already, one of the time before, and one of today.
  const old = row('grown', at, { installation_id: '0b0f4c1e-8d0e-4a64-9b61-0c2d6d3f6f11' });
  land(started, new Date(), [before, old, after]);
  await refreshed(started);
});

test('what the catalog gained is a column of landing and of events, and null in older rows', async () => {
  const sql = 'SELECT gpu_name, cpu_cores FROM events WHERE product = ? ORDER BY gpu_name';
  const none = { gpu_name: null, cpu_cores: null };
  expect(await query(started, sql, 'grown')).toEqual([{ gpu_name: 'Arc', cpu_cores: 8 }, none, none]);
  const [landing] = started.template.ofType('AWS::Glue::Table');
  const landed = landing?.properties.TableInput.StorageDescriptor.Columns;
  for (const { name, landing } of columns) expect(landed).toContainEqual({ Name: name, Type: landing });
});

test('reports count rows of the release before as any others', async () => {
  const rows = await asked(started, 'environment', { product: 'grown', ...range, threshold: 1 });
  const values = (name: string) =>
    rows.filter(({ attribute }) => attribute === name).map((each) => [each.value, each.installations]);
  expect(values('os_name')).toEqual([
    ['Linux', 1],
    ['unknown', 2],
  ]);
  expect(values('gpu_name')).toEqual([
    ['Arc', 1],
    ['unknown', 2],
  ]);
});
