import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { affected } from '../../reports/exposure/affected.ts';
import { reports } from '../../reports/reports.ts';
import { day, dayOf } from '../../shared/time.ts';
import { land, query, refreshed, row } from '../e2e/lake.ts';
import { localForFile } from '../e2e/local.ts';
import { asked, idOf } from './ask.ts';
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
const product = 'atlas-cad';
const ago = (days: number) => new Date(Date.now() - days * day);
beforeAll(async () => {
  // One that updated, and one that stays; each with what a test key and a build machine would add.
  const both = [
    {
      installation_id: idOf(1),
      organization_id: 'acme',
      os_name: 'Linux',
      os_version: '6',
      product_edition: 'new',
    },
    {
      installation_id: idOf(2),
      organization_id: 'globex',
      os_name: 'macOS',
      os_version: '15',
      product_edition: 'old',
    },
  ];
  const [updated, staying] = both.map(
    (one, i) =>
      (event_name: string, properties: object, more: object = {}) => {
        const at = ago(i + 1);
        const sent = { ...one, event_name, product_version: i ? '4.0.0' : '4.1.0', properties, ...more };
        return [{}, { test: true, product_version: '9' }, { ci: true, product_version: '9' }].map((apart) =>
          row(product, at, { ...sent, ...apart }),
        );
      },
  );
  const rows = [updated, staying].flatMap((send, i) =>
    send
      ? [
          ...send('session_started', { duration_ms: '900' }, { session_id: `s${i}` }),
          ...send('session_ended', { duration_ms: '60000' }, { session_id: `s${i}` }),
          ...send('feature_used', { feature: 'print', count: '3' }, { session_id: `s${i}` }),
          ...send('feature_used', { feature: 'scan' }),
          ...send('license_checked', { outcome: 'failure' }, { license_id: 'unknown' }),
          ...send('installation_changed', {
            action: i ? 'installed' : 'updated',
            previous_version: '4.0.0',
            channel: 'store',
          }),
        ]
      : [],
  );
  land(started, new Date(), rows);
  await refreshed(started);
});

test('there are ten queries to copy, each without test keys and build machines', () => {
  expect(queries).toHaveLength(10);
  for (const sql of queries)
    expect(sql).toMatch(/AND NOT (?:events\.)?test AND NOT coalesce\((?:events\.)?ci, false\)/);
});

/** The reports over as many days as a query has. */
const over = (days: number) => ({
  from: dayOf(Date.now() - days * day),
  to: dayOf(Date.now() + day),
  threshold: 1,
});
type Rows = Awaited<ReturnType<typeof asked>>;
const total = (rows: Rows, column: string) => rows.reduce((sum, row) => sum + Number(row[column]), 0);
const events = (rows: Rows, event_name: string, property: string | null = null) =>
  rows.filter((row) => row.event_name === event_name && row.property === property);

/** What a query must agree on with a report, by the words that say what it is for. */
const agreed: [string, (rows: Rows) => Promise<[unknown, unknown]>][] = [
  [
    'last_received',
    async (rows) => {
      const all = await asked(started, 'events', { ...over(7) });
      return [
        total(rows, 'events'),
        total(
          all.filter(({ property }) => property === null),
          'events',
        ),
      ];
    },
  ],
  [
    'AS versions',
    async (rows) => [
      total(rows, 'installations'),
      total(await asked(started, 'version-distribution', over(90)), 'installations'),
    ],
  ],
  [
    'max_by',
    async (rows) => {
      const exposed = await asked(started, 'exposure', { ...over(90), affected: affected('=4.1.0') });
      const of = exposed.filter(({ by }) => by === 'organization');
      return [
        rows.map((each) => [each.organization_id, each.installations]),
        of.map((each) => [each.name, each.installations_affected]),
      ];
    },
  ],
  [
    'AS updates',
    async (rows) => {
      const values = events(await asked(started, 'events', over(90)), 'installation_changed', 'action');
      return [
        total(rows, 'updates'),
        total(
          values.filter(({ value }) => value === 'updated'),
          'events',
        ),
      ];
    },
  ],
  [
    "'feature'",
    async (rows) => {
      const adopted = await asked(started, 'feature-adoption', over(30));
      return [
        rows.map(({ feature, uses }) => [feature, uses]),
        adopted.map(({ feature, uses }) => [feature, uses]),
      ];
    },
  ],
  [
    'AS minutes',
    async (rows) => [
      total(rows, 'sessions'),
      total(events(await asked(started, 'events', over(30)), 'session_ended'), 'events'),
    ],
  ],
  [
    "'channel'",
    async (rows) => {
      const [channel] = events(await asked(started, 'events', over(90)), 'installation_changed', 'channel');
      return [
        [total(rows, 'events'), total(rows, 'installations')],
        [channel?.events, channel?.installations],
      ];
    },
  ],
  [
    'AS failures',
    async (rows) => {
      const outcomes = events(await asked(started, 'events', over(30)), 'license_checked', 'outcome');
      return [
        total(rows, 'failures'),
        total(
          outcomes.filter(({ value }) => value === 'failure'),
          'events',
        ),
      ];
    },
  ],
  [
    'of_seven_days',
    async (rows) => {
      const adoption = await asked(started, 'version-adoption', over(30));
      const days = Map.groupBy(adoption, (each) => each.day);
      return [
        rows.map((each) => [each.day, each.installations]),
        [...days].sort().map(([day, its]) => [day, total(its, 'installations')]),
      ];
    },
  ],
  [
    'os_version, count',
    async (rows) => {
      const machines = await asked(started, 'environment', { ...over(90), edition: 'new' });
      return [
        rows.map((each) => [`${each.os_name} ${each.os_version}`, each.installations]),
        machines
          .filter(({ attribute }) => attribute === 'os_version')
          .map((each) => [each.value, each.installations]),
      ];
    },
  ],
];

test.for(agreed)(
  'the query to copy with %s has rows, and says what the reports say',
  async ([words, compare]) => {
    const [sql = '', ...others] = queries.filter((each) => each.includes(words));
    expect(others).toEqual([]);
    const rows = await query(started, sql);
    expect(rows.length).toBeGreaterThan(0);
    const [said, reported] = await compare(rows);
    expect(said).toEqual(reported);
  },
);
