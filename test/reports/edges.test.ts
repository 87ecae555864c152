import { beforeAll, expect, test } from 'vitest';
import { imported, licenseId } from '../local/entitlements.ts';
import { land, refreshed, row } from '../local/lake.ts';
import { addProduct, localForFile } from '../local/local.ts';
import { asked, idOf, type Seen, seen } from './ask.ts';

const started = localForFile({ schedules: false });
// Thursday, 1 October 2026, to Thursday, 15 October.
const range = { from: '2026-10-01', to: '2026-10-15' };
const of = (name: string, product: string, more: object = {}) =>
  asked(started, name, { product, ...range, ...more });
const times = (count: number, make: (n: number) => Seen) => Array.from({ length: count }, (_, n) => make(n));
const noon = '2026-10-05T12:00:00';

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
    { ...upside(1, '1'), event_id: 'ffffffff-0000-4000-8000-000000000000', sequence: 1 },
    { ...upside(1, '2'), event_id: '00000000-0000-4000-8000-000000000000', sequence: 2 },
    { ...upside(2, '1'), event_id: '00000000-0000-4000-8000-000000000001' },
    { ...upside(2, '2'), event_id: 'ffffffff-0000-4000-8000-000000000001' },
    // A row without a version hides none that is known.
    upside(3, '1', '2026-10-05T11:00:00'),
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

const sequenceOf = (n: number, sequence: number, more: object = {}): Seen => ({
  n,
  at: noon,
  sequence,
  ...more,
});
const quality: Seen[] = [
  // 3 and 4 are missing; two numbers that are the same are no loss, and a new count is none.
  ...[1, 2, 5, 5, 6].map((sequence) => sequenceOf(1, sequence)),
  ...[7, 1_000_000].map((sequence) => sequenceOf(2, sequence)),
  { n: 3, at: noon },
  sequenceOf(4, 1, { occurred_at_sent: '2026-10-05T11:00:00.000Z' }),
];

beforeAll(async () => {
  for (const [product, events] of Object.entries(fleets)) seen(started, product, events);
  for (const product of ['versions', 'days', 'small', 'features', 'machines', 'reporting', 'logins']) {
    const apart = {
      n: 99,
      at: noon,
      product_version: 'none',
      country: 'XX',
      properties: { feature: 'none' },
    };
    seen(started, product, [
      { ...apart, test: true },
      { ...apart, ci: true },
    ]);
  }
  const rows = quality.map(({ n, at, ...more }) =>
    row('quality', new Date(`${at}Z`), {
      installation_id: idOf(n),
      received_at: '2026-10-05T12:00:01.000Z',
      ...more,
    }),
  );
  land(started, new Date(), rows);
  land(started, new Date(), rows.slice(0, 2));
  for (const [decision, purposes, at] of [
    ['granted', 'usage licensing', '2026-10-04T23:59:59.999'],
    ['granted', 'usage', '2026-10-05T00:00:00'],
    ['refused', '', noon],
    ['withdrawn', '', noon],
    ['granted', 'usage', '2026-10-15T00:00:00'],
  ] as const) {
    const properties = { decision, purposes, notice_version: '1', decided_by: 'user' };
    const decided = { event_name: 'consent_decided', installation_id: undefined, properties };
    land(started, new Date(), [row('asked', new Date(`${at}Z`), decided)]);
  }

  await addProduct(started, 'licensed');
  await imported(started, 'licensed', [
    { key: 'A', seats: 2, valid: ['2026-01-01', '2026-12-31'] },
    { key: 'B', to: 'nobody-there', seats: 8, valid: ['2026-01-01', '2026-10-14'] },
    { key: 'OVER', seats: 100, valid: ['2026-01-01', '2026-10-13'] },
    { key: 'TO-COME', seats: 100, valid: ['2026-10-15', '2027-12-31'] },
  ]);
  const license = (n: number, key: string, at: string, more: object = {}): Seen => ({
    n,
    at,
    name: 'license_activated',
    license_id: licenseId(started, key),
    properties: { outcome: 'success', license_type: 'floating' },
    ...more,
  });
  seen(started, 'licensed', [
    ...times(3, (n) => license(n, 'A', noon, { product_version: '1', properties: { outcome: 'success' } })),
    license(1, 'A', '2026-10-12T12:00:00'),
    license(1, 'B', '2026-10-13T12:00:00', { properties: { outcome: 'failure' } }),
    license(4, 'C', '2026-09-30T12:00:00'),
    license(4, 'C', '2026-10-06T12:00:00'),
    license(5, 'D', '2026-10-06T12:00:00', { properties: { outcome: 'success' } }),
    { n: 6, at: noon, properties: { feature: 'print' } },
  ]);
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

test('at equal times the sequence decides, then the ID of the event', async () => {
  const rows = await of('version-distribution', 'ties');
  expect(rows.map((each) => [each.product_version, each.installations])).toEqual([
    ['1', 1],
    ['2', 2],
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
    ['language', 'de', 2, null, 0.5],
    ['language', 'en', 1, null, 0.25],
    ['language', 'unknown', 1, null, 0.25],
    ['user_role', 'analyst', 3, 2, 0.5],
    ['user_role', 'unknown', 2, 2, 0.5],
  ]);
  expect(await of('languages-and-roles', 'roles')).toMatchObject([
    { attribute: 'language', value: 'other', installations: 4 },
    { attribute: 'user_role', value: 'other', installations: 4, users: 4 },
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
  const rows = await of('devices', 'reporting');
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

test('users and logins count by week; of several reports the last of the week counts', async () => {
  const rows = await of('logins-and-users', 'logins');
  expect(rows.map(({ product: _, ...row }) => Object.values(row))).toEqual([
    ['2026-09-28', 1, 1, 1, 0, null, null],
    ['2026-10-05', 3, 3, 1, 1, 65, 12],
  ]);
});

test('a license is introduced by its first success ever, of the type that was sold', async () => {
  const rows = await of('license-introductions', 'licensed');
  expect(rows.map(({ product: _, ...row }) => Object.values(row))).toEqual([
    // C was introduced before the range; D says no type.
    ['2026-10-05', 'floating', 0, 1, 1, 1],
    ['2026-10-05', 'node_locked', 1, 3, 3, 3],
    ['2026-10-05', 'unknown', 1, 1, 1, 1],
    ['2026-10-12', 'node_locked', 0, 1, 2, 1],
  ]);
});

test('coverage is of the seats sold and valid on the last day; over-use of one license hides no other', async () => {
  const coverage = { seats_seen: 2, seats_sold: 10, coverage: 0.2 };
  for (const name of ['version-distribution', 'license-usage', 'feature-adoption'])
    for (const row of await of(name, 'licensed')) expect(row, name).toMatchObject(coverage);
  const usage = await of('license-usage', 'licensed');
  expect(usage.map((each) => [each.organization_id, each.status, each.installations])).toEqual(
    expect.arrayContaining([
      ['contoso', 'over_used', 3],
      ['nobody-there', 'not_seen', 0],
      ['contoso', 'expired', 0],
      ['unknown', 'not_sold', 1],
    ]),
  );
});

test('the rate of consent is of the decisions made, week by week', async () => {
  const rows = await of('consent-rate', 'asked');
  expect(rows.map(({ product: _, ...row }) => Object.values(row))).toEqual([
    ['2026-09-28', 1, 1, 0, 0, 1, 1, 0, 1, 0],
    ['2026-10-05', 3, 1, 1, 1, 1 / 3, 1 / 3, 0, 0, 0],
  ]);
});

test('what is skipped is missing, but for a new count; copies and corrected clocks are told', async () => {
  expect(await of('ingest-quality', 'quality')).toEqual([
    {
      product: 'quality',
      day: '2026-10-05',
      installations: 4,
      events: 9,
      missing: 2,
      missing_share: 2 / 11,
      // Of a day that landing no longer holds, copies are not known.
      duplicates: null,
      duplicate_share: null,
      clock_corrected: 1,
      clock_corrected_share: 1 / 9,
      late: 0,
      late_share: 0,
    },
  ]);
});

test('test keys and build machines are left out unless asked for', async () => {
  for (const [name, product] of [
    ['version-distribution', 'versions'],
    ['version-adoption', 'days'],
    ['geography', 'small'],
    ['feature-adoption', 'features'],
    ['logins-and-users', 'logins'],
  ] as const) {
    const counted = (rows: Record<string, unknown>[]) =>
      rows.map((each) => Number(each.installations)).sort();
    const without = counted(await of(name, product));
    expect(counted(await of(name, product, { includeTest: true, threshold: 1 })), name).not.toEqual(without);
  }
});
