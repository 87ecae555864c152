import { beforeAll, expect, test } from 'vitest';
import { refreshed } from '../e2e/lake.ts';
import { localForFile } from '../e2e/local.ts';
import { apart, asked, noon, range, type Seen, seen, times } from './ask.ts';

const started = localForFile({ schedules: false });
const of = (name: string, product: string, more: object = {}) =>
  asked(started, name, { product, ...range, ...more });

const upside = (n: number, version: string | undefined, at = noon): Seen => ({
  n,
  at,
  product_version: version,
});
const fleets: Record<string, Seen[]> = {
  versions: [
    '10.0.0',
    '9.0.0',
    '10.0.0-rc.10',
    '10.0.0-rc.2',
    '10.0.0+7',
    '9.10',
    '9.9.1',
    '2026.1',
    undefined,
  ].map((version, n) => upside(n, version)),
  border: [
    // Before, in and after the range; the last moment of it is another version than the first after it.
    upside(1, '1', '2026-09-30T23:59:59.999'),
    upside(1, '2', '2026-10-01T00:00:00'),
    upside(2, '2', '2026-10-14T23:59:59.999'),
    upside(2, '3', '2026-10-15T00:00:00'),
    upside(3, '3', '2026-10-15T00:00:00'),
  ],
  ties: [
    { ...upside(1, 'v2'), event_id: 'ffffffff-0000-4000-8000-000000000000', sequence: 1 },
    { ...upside(1, '10'), event_id: '00000000-0000-4000-8000-000000000000', sequence: 2 },
    { ...upside(2, 'v2'), event_id: '00000000-0000-4000-8000-000000000001', sequence: 2 },
    { ...upside(2, '10'), event_id: 'ffffffff-0000-4000-8000-000000000001', sequence: 1 },
    // A row without a version hides none that is known.
    upside(3, 'v2', '2026-10-05T11:00:00'),
    upside(3, undefined),
  ],
  days: [
    upside(1, '1', '2026-10-05T00:00:00'),
    upside(1, '2', '2026-10-05T23:59:59.999'),
    upside(1, '2', '2026-10-06T00:00:00'),
    upside(2, '1', '2026-10-06T10:00:00'),
  ],
  weeks: [
    // Sunday and Monday; lost after four whole weeks; back after five; new in the week that the range cuts.
    { n: 1, at: '2026-08-30T23:59:59.999' },
    { n: 2, at: '2026-08-31T00:00:00' },
    { n: 3, at: '2026-09-07T12:00:00' },
    { n: 4, at: '2026-09-30T12:00:00' },
    { n: 4, at: '2026-10-01T12:00:00' },
    { n: 5, at: '2026-10-04T23:59:59.999' },
    { n: 6, at: '2026-10-05T00:00:00' },
    { n: 6, at: '2026-10-12T00:00:00' },
    { n: 7, at: '2026-08-05T12:00:00' },
    { n: 7, at: '2026-10-13T12:00:00' },
  ],
  cohorts: [
    ...times(4, (n) => ({ n, at: '2026-09-28T10:00:00' })),
    ...times(2, (n) => ({ n, at: '2026-10-12T00:00:00' })),
    { n: 9, at: '2026-10-12T10:00:00' },
    { n: 10, at: '2026-09-27T23:59:59.999' },
    { n: 10, at: '2026-09-28T00:00:00' },
  ],
  logins: [
    {
      n: 1,
      at: '2026-10-04T23:59:59',
      name: 'user_logged_in',
      user_id: 'a',
      properties: { outcome: 'success' },
    },
    { n: 1, at: '2026-10-05T00:00:00', name: 'user_logged_in', user_id: 'a', properties: {} },
    {
      n: 1,
      at: '2026-10-05T00:00:01',
      name: 'user_logged_in',
      user_id: 'b',
      properties: { outcome: 'failure' },
    },
    { n: 2, at: noon, user_id: 'a' },
    { n: 3, at: noon },
    { n: 3, at: noon, name: 'user_count_reported', properties: { registered: '50', active: '9' } },
    {
      n: 3,
      at: '2026-10-06T12:00:00',
      name: 'user_count_reported',
      properties: { registered: '60', active: '7' },
    },
    { n: 2, at: noon, name: 'user_count_reported', properties: { registered: '5', active: '5' } },
  ],
};

beforeAll(async () => {
  for (const [product, events] of Object.entries(fleets)) seen(started, product, [...events, ...apart]);
  await refreshed(started);
});

test('versions stand in version order, pre-releases before releases, and one that is not known is "unknown"', async () => {
  const rows = await of('version-distribution', 'versions');
  expect(rows.map(({ product_version }) => product_version)).toEqual([
    '9.0.0',
    '9.9.1',
    '9.10',
    '10.0.0-rc.2',
    '10.0.0-rc.10',
    '10.0.0',
    '10.0.0+7',
    '2026.1',
    'unknown',
  ]);
  expect(rows[0]).toMatchObject({
    installations: 1,
    share: 1 / 9,
    seats_seen: null,
    seats_sold: null,
    coverage: null,
  });
  const adoption = await of('version-adoption', 'versions');
  expect(adoption.map(({ product_version }) => product_version)).toEqual(
    rows.map((each) => each.product_version),
  );
});

test('an installation that changes its version at the border counts with the one it had inside', async () => {
  expect(await of('version-distribution', 'border')).toMatchObject([
    { product_version: '2', installations: 2, share: 1 },
  ]);
});

test('at equal times the greater event ID is the later', async () => {
  const rows = await of('version-distribution', 'ties');
  expect(rows.map((each) => [each.product_version, each.installations])).toEqual([
    ['v2', 2],
    ['10', 1],
  ]);
});

test('a day is one of UTC, and an installation counts on it once', async () => {
  expect(await of('version-adoption', 'days')).toEqual([
    { product: 'days', day: '2026-10-06', product_version: '1', installations: 1, share: 0.5 },
    { product: 'days', day: '2026-10-05', product_version: '2', installations: 1, share: 1 },
    { product: 'days', day: '2026-10-06', product_version: '2', installations: 1, share: 0.5 },
  ]);
});

test('weeks begin on Monday; new is who was never seen, lost is who was not seen for four whole weeks', async () => {
  const rows = await of('active-installations', 'weeks');
  expect(rows.map(({ product: _, ...row }) => Object.values(row))).toEqual([
    // Lost: number 2, last seen in the week of 31 August. Number 1 was lost a week before, number 7 long ago.
    ['2026-09-28', 2, 1, 1],
    ['2026-10-05', 1, 1, 1],
    // It has not ended on the 15th.
    ['2026-10-12', 2, 0, null],
  ]);
  const whole = await asked(started, 'active-installations', {
    product: 'weeks',
    from: '2026-10-05',
    to: '2026-10-12',
  });
  expect(whole).toMatchObject([
    { week: '2026-10-05', installations: 1, new_installations: 1, lost_installations: 1 },
  ]);
});

test('a cohort is kept to its end, weeks without anyone too, and a week that has not ended is left out', async () => {
  const to = (to: string) => asked(started, 'retention', { product: 'cohorts', from: '2026-09-28', to });
  const lines = (rows: Awaited<ReturnType<typeof to>>) =>
    rows.map(({ product: _, ...row }) => Object.values(row));
  expect(lines(await to('2026-10-19'))).toEqual([
    ['2026-09-28', 0, 4, 4, 1],
    ['2026-09-28', 1, 4, 0, 0],
    ['2026-09-28', 2, 4, 2, 0.5],
    ['2026-10-12', 0, 1, 1, 1],
  ]);
  expect(lines(await to('2026-10-18'))).toEqual([
    ['2026-09-28', 0, 4, 4, 1],
    ['2026-09-28', 1, 4, 0, 0],
    ['2026-10-12', 0, 1, 1, 1],
  ]);
});

test('users and logins count by week; of several reports the last of the week counts', async () => {
  const rows = await of('logins-and-users', 'logins');
  expect(rows.map(({ product: _, ...row }) => Object.values(row))).toEqual([
    ['2026-09-28', 1, 1, 1, 1, 0, null, null],
    ['2026-10-05', 3, 3, 2 / 3, 1, 1, 65, 12],
  ]);
});

test.for([
  ['version-distribution', 'versions'],
  ['version-adoption', 'days'],
  ['active-installations', 'weeks'],
  ['retention', 'cohorts'],
  ['logins-and-users', 'logins'],
] as const)('%s counts test keys and build machines only when asked for', async ([name, product]) => {
  const counted = (rows: Record<string, unknown>[]) => rows.map((each) => Number(each.installations)).sort();
  const without = counted(await of(name, product, { threshold: 1 }));
  expect(counted(await of(name, product, { threshold: 1, includeTest: true }))).not.toEqual(without);
});
