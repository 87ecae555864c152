import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { reports } from '../../reports/reports.ts';
import { day } from '../../shared/time.ts';
import { land, query, refreshed, row } from '../e2e/lake.ts';
import { localForFile } from '../e2e/local.ts';
import { columnTable, eventTable } from './columns.ts';

const doc = readFileSync(resolve(import.meta.dirname, '..', '..', 'docs', 'reports.md'), 'utf8');
const queries = [...doc.matchAll(/```sql\n([^`]*)```/g)].map(([, sql = '']) => sql);

test('the tables of columns and of standard events follow from the catalog', () => {
  expect(doc).toContain(columnTable());
  expect(doc).toContain(eventTable());
});

test('every report is listed with its question', () => {
  for (const { name, question } of reports()) expect(doc).toContain(`| \`${name}\` | ${question} |`);
});

const started = localForFile({ schedules: false });
beforeAll(async () => {
  const at = new Date(Date.now() - 3 * day);
  const used = (more: object) =>
    row('my-app', at, { product_version: '1.0', organization_id: 'contoso', ...more });
  land(started, new Date(), [
    used({ os_name: 'Linux', country: 'DE', user_id: 'aa', sequence: 1 }),
    used({
      session_id: '5c1e0c9a-3c0b-4c39-8d5e-0d8f6f4b8a11',
      event_name: 'session_started',
      sequence: 2,
      properties: { duration_ms: '900' },
    }),
    used({ event_name: 'session_ended', sequence: 3, properties: { duration_ms: '60000' } }),
    used({ event_name: 'document_exported', sequence: 4, properties: { format: 'pdf', pages: '12' } }),
    used({ event_name: 'installation_changed', properties: { action: 'updated', previous_version: '0.9' } }),
    used({ event_name: 'license_checked', license_id: 'unknown', properties: { outcome: 'failure' } }),
  ]);
  await refreshed(started);
});

test('there are ten queries to copy', () => {
  expect(queries).toHaveLength(10);
});

test.for(queries)('a query to copy runs as it stands and finds what it asks for: %s', async (sql) => {
  expect((await query(started, sql)).length).toBeGreaterThan(0);
});
