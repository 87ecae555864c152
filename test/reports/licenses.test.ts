import { beforeAll, expect, test } from 'vitest';
import { imported, licenseId } from '../e2e/entitlements.ts';
import { land, refreshed, row } from '../e2e/lake.ts';
import { addProduct, localForFile } from '../e2e/local.ts';
import { asked, idOf, noon, range, type Seen, seen, times } from './ask.ts';

const started = localForFile({ schedules: false });
const of = (name: string, product: string, more: object = {}) =>
  asked(started, name, { product, ...range, ...more });

const sequenceOf = (n: number, sequence: number, more: object = {}): Seen => ({
  n,
  at: noon,
  sequence,
  ...more,
});
const onMachine = (n: number, minute: number, more: object): Seen => ({
  n,
  at: `2026-10-05T11:5${minute}:00`,
  ...{ os_name: 'Linux', architecture: 'x64', cpu_cores: 8, memory_mb: 8192 },
  ...more,
});
const quality: Seen[] = [
  // 3 and 4 are missing; two numbers that are the same are no loss, and a new count is none.
  ...[1, 2, 5, 5, 6].map((sequence) => sequenceOf(1, sequence)),
  ...[7, 1_000_000].map((sequence) => sequenceOf(2, sequence)),
  // Up to ten minutes a clock is right enough, also where a time to come was stored as the time it came.
  { n: 3, at: noon, occurred_at_sent: '2026-10-05T12:10:00.000Z' },
  sequenceOf(4, 1, { occurred_at_sent: '2026-10-05T11:00:00.000Z' }),
  // Of 5 there are two at once; 6 was given more memory, and the last of 7 say too little.
  ...[8, 16, 8].map((cores, i) => onMachine(5, i, { cpu_cores: cores })),
  ...[8192, 16384].map((memory, i) => onMachine(6, i, { memory_mb: memory })),
  ...[8192, undefined, 8192].map((memory, i) => onMachine(7, i, { memory_mb: memory })),
];

beforeAll(async () => {
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
    ['granted', 'usage persons licensing', '2026-10-04T23:59:59.999'],
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
    { key: 'SITE', to: 'fabrikam', seats: 'unlimited', valid: ['2026-01-01', ''] },
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
    ...times(3, (n) => license(n, 'SITE', noon, { name: 'license_checked' })),
    { n: 6, at: noon, properties: { feature: 'print' } },
  ]);
  await refreshed(started);
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
  for (const name of ['version-distribution', 'feature-adoption'])
    for (const row of await of(name, 'licensed'))
      expect(row, name).toMatchObject({ seats_seen: 2, seats_sold: 10, coverage: 0.2 });
  const usage = await of('license-usage', 'licensed');
  for (const row of usage) expect(row).toMatchObject({ coverage: 0.2 });
  expect(usage.map((each) => [each.organization_id, each.status, each.installations])).toEqual(
    expect.arrayContaining([
      ['contoso', 'to_review', 3],
      ['nobody-there', 'not_seen', 0],
      ['contoso', 'expired', 0],
      ['unknown', 'not_sold', 1],
      ['fabrikam', 'unlimited', 3],
      ['contoso', 'not_begun', 0],
    ]),
  );
  const site = usage.find(({ organization_id }) => organization_id === 'fabrikam');
  const unknown = { seats_purchased: null, utilization: null, over_use: null };
  expect(site).toMatchObject({ ...unknown, seats_seen: 3, valid_to: '9999-12-31' });
});

test('the rate of consent is of the decisions made, week by week', async () => {
  const rows = await of('consent-rate', 'asked');
  expect(rows.map(({ product: _, ...row }) => Object.values(row))).toEqual([
    ['2026-09-28', 1, 1, 0, 0, 1, 1, 1, 0, 1, 0],
    ['2026-10-05', 3, 1, 1, 1, 1 / 3, 1 / 3, 0, 0, 0, 0],
  ]);
});

test('what is skipped is missing, but for a new count; copies, wrong clocks, and installations that are two are told', async () => {
  expect(await of('ingest-quality', 'quality')).toEqual([
    {
      product: 'quality',
      day: '2026-10-05',
      installations: 7,
      events: 17,
      missing: 2,
      missing_share: 2 / 19,
      // Of a day that landing no longer holds, copies are not known.
      duplicates: null,
      duplicate_share: null,
      clock_corrected: 1,
      clock_corrected_share: 1 / 17,
      late: 0,
      late_share: 0,
      ignored: 0,
      forked: 1,
      on_two_machines: 1,
    },
  ]);
});
