import { beforeAll, expect, test } from 'vitest';
import { refreshed } from '../e2e/lake.ts';
import { localForFile } from '../e2e/local.ts';
import { apart, asked, noon, range, type Seen, seen, times } from './ask.ts';

const started = localForFile({ schedules: false });
const of = (name: string, product: string, more: object = {}) =>
  asked(started, name, { product, ...range, ...more });

const fleets: Record<string, Seen[]> = {
  small: [
    ...times(6, (n) => ({ n, at: noon, country: 'DE' })),
    ...times(5, (n) => ({ n: 10 + n, at: noon, country: 'FR' })),
    ...times(4, (n) => ({ n: 20 + n, at: noon, country: 'IS' })),
    ...times(3, (n) => ({ n: 30 + n, at: noon, country: 'MT' })),
    ...times(7, (n) => ({ n: 40 + n, at: noon })),
    // At its latest known country.
    { n: 0, at: '2026-10-05T13:00:00' },
    { n: 1, at: '2026-10-05T11:00:00', country: 'LI' },
  ],
  alone: [
    ...times(9, (n) => ({ n, at: noon, country: 'DE' })),
    ...times(6, (n) => ({ n: 10 + n, at: noon, country: 'FR' })),
    { n: 20, at: noon, country: 'LI' },
  ],
  roles: [
    // One user on two installations, the role changed; two users on one; one installation that tells of none.
    { n: 1, at: noon, user_id: 'a', user_role: 'designer', language: 'de' },
    { n: 2, at: '2026-10-06T12:00:00', user_id: 'a', user_role: 'analyst', language: 'de' },
    { n: 3, at: noon, user_id: 'b', user_role: 'analyst', language: 'en' },
    { n: 3, at: noon, user_id: 'c', language: 'en' },
    { n: 3, at: noon },
    { n: 4, at: noon },
  ],
  features: [
    { n: 1, at: '2026-09-30T23:59:59.999', properties: { feature: 'fax' } },
    { n: 1, at: noon, properties: { feature: 'print', count: '3' } },
    { n: 1, at: noon, properties: { feature: 'print' } },
    { n: 2, at: noon, properties: { feature: 'print', count: '9007199254740991' } },
    { n: 3, at: noon, name: 'session_started', properties: {} },
    { n: 4, at: noon, properties: {} },
    { n: 5, at: '2026-10-15T00:00:00', properties: { feature: 'later' } },
  ],
  machines: [
    {
      n: 1,
      at: noon,
      os_name: 'Linux',
      cpu_cores: 8,
      memory_mb: 16_000,
      screen_width: 1920,
      screen_height: 1080,
    },
    // A row that tells nothing of the machine hides none that does; half a screen is none.
    { n: 1, at: '2026-10-05T13:00:00' },
    { n: 2, at: noon, os_version: '11', screen_width: 1920 },
    { n: 3, at: noon },
  ],
  reporting: [
    {
      n: 1,
      at: '2026-10-05T10:00:00',
      name: 'device_reported',
      properties: { device: 'plotter', count: '7' },
    },
    {
      n: 1,
      at: '2026-10-05T11:00:00',
      name: 'device_reported',
      properties: { device: 'plotter', count: '2' },
    },
    { n: 1, at: '2026-10-05T11:00:00', name: 'device_reported', properties: { device: 'scanner' } },
    {
      n: 2,
      at: '2026-10-05T11:00:00',
      name: 'device_reported',
      properties: { device: 'plotter', count: '1' },
    },
    { n: 3, at: noon },
    { n: 4, at: noon },
    ...[1, 2, 4, 40].map((count, n) => ({
      n,
      at: noon,
      name: 'applications_reported',
      properties: { application: 'app', count: String(count) },
    })),
    // One that reports often weighs no more than one that reports once; what is no number is no report.
    ...[10, 20, 30, 40, 50].map((cpu_percent, i) => ({
      n: 1,
      at: `2026-10-0${i + 1}T12:00:00`,
      name: 'resource_usage_reported',
      properties: { cpu_percent: String(cpu_percent) },
    })),
    {
      n: 2,
      at: noon,
      name: 'resource_usage_reported',
      properties: { cpu_percent: '99.5', memory_used_mb: 'much' },
    },
    {
      n: 1,
      at: noon,
      name: 'content_downloaded',
      properties: { content_id: 'tour', count: '2', bytes: '10' },
    },
    { n: 2, at: noon, name: 'content_downloaded', properties: { content_id: 'tour' } },
  ],
};

beforeAll(async () => {
  for (const [product, events] of Object.entries(fleets)) seen(started, product, [...events, ...apart]);
  await refreshed(started);
});

test('groups under the threshold are "other", and the total is as it was', async () => {
  const rows = await of('geography', 'small');
  expect(rows.map(({ country, installations }) => [country, installations])).toEqual([
    ['DE', 6],
    ['FR', 5],
    ['other', 7],
    ['unknown', 7],
  ]);
  expect(rows[0]?.share).toBe(6 / 25);
  expect((await of('geography', 'small', { threshold: 1 })).map(({ country }) => country)).toEqual([
    'DE',
    'FR',
    'IS',
    'MT',
    'unknown',
  ]);
});

test('a small group that stands alone takes the next larger one with it, or "other" would tell its size', async () => {
  const rows = await of('geography', 'alone');
  expect(rows.map(({ country, installations }) => [country, installations])).toEqual([
    ['DE', 9],
    ['other', 7],
  ]);
});

test('languages count installations; roles count users, at the latest role known', async () => {
  const rows = await of('languages-and-roles', 'roles', { threshold: 1 });
  expect(rows.map(({ product: _, ...row }) => Object.values(row))).toEqual([
    ['language', 'de', 2, null, null, 0.5],
    ['language', 'en', 1, null, null, 0.25],
    ['language', 'unknown', 1, null, null, 0.25],
    ['user_role', 'analyst', 3, 2, 0.75, 0.5],
    ['user_role', 'unknown', 2, 2, 0.75, 0.5],
  ]);
  expect(await of('languages-and-roles', 'roles')).toMatchObject([
    { attribute: 'language', value: 'other', installations: 4 },
    { attribute: 'user_role', value: 'other', installations: 4, users: 4, identified_share: 0.75 },
  ]);
});

test('a feature used before the range and never in it is there with none', async () => {
  const rows = await of('feature-adoption', 'features');
  expect(
    rows.map((each) => [each.feature, each.installations, each.share, each.uses, each.last_used]),
  ).toEqual([
    ['print', 2, 0.5, 2 ** 53 + 3, '2026-10-05'],
    ['unknown', 1, 0.25, 1, '2026-10-05'],
    ['fax', 0, 0, 0, '2026-09-30'],
  ]);
  expect(rows[0]).toMatchObject({ active_installations: 4, coverage: null });
});

test('a machine is as it last described itself, and what it did not say is "unknown"', async () => {
  const rows = await of('environment', 'machines', { threshold: 1 });
  const values = (name: string) =>
    rows.filter(({ attribute }) => attribute === name).map(({ value }) => value);
  expect(values('os_name')).toEqual(['Linux', 'unknown']);
  expect(values('os_version')).toEqual(['unknown 11', 'unknown']);
  expect(values('memory')).toEqual(['16 GB', 'unknown']);
  expect(values('screen')).toEqual(['1920 x 1080', 'unknown']);
  expect(new Set(rows.map(({ attribute }) => attribute)).size).toBe(8);
});

test('devices are as each installation last reported them', async () => {
  const rows = await of('devices', 'reporting', { threshold: 1 });
  expect(rows.map(({ product: _, ...row }) => Object.values(row))).toEqual([
    ['plotter', 2, 0.4, 3],
    ['scanner', 1, 0.2, 1],
  ]);
});

test('applications have an average, the lower median and the most', async () => {
  const [row] = await of('applications-per-instance', 'reporting');
  expect(row).toEqual({
    product: 'reporting',
    application: 'app',
    installations: 4,
    applications: 47,
    average: 11.75,
    median: 2,
    largest: 40,
  });
});

test('an installation that reports often weighs no more than one that reports once', async () => {
  const rows = await of('resource-usage', 'reporting');
  expect(rows).toEqual([
    {
      product: 'reporting',
      resource: 'cpu_percent',
      installations: 2,
      reports: 6,
      median: 30,
      p95: 99.5,
      largest: 99.5,
    },
  ]);
});

test('a download without a count is one', async () => {
  expect(await of('content-downloads', 'reporting')).toEqual([
    { product: 'reporting', content_id: 'tour', installations: 2, share: 0.4, downloads: 3, bytes: 10 },
  ]);
});

test.for([
  ['geography', 'small'],
  ['languages-and-roles', 'roles'],
  ['environment', 'machines'],
  ['feature-adoption', 'features'],
] as const)('%s counts test keys and build machines only when asked for', async ([name, product]) => {
  const counted = (rows: Record<string, unknown>[]) => rows.map((each) => Number(each.installations)).sort();
  const without = counted(await of(name, product, { threshold: 1 }));
  expect(counted(await of(name, product, { threshold: 1, includeTest: true }))).not.toEqual(without);
});
