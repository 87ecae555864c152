import { beforeAll, expect, test } from 'vitest';
import { licenseEvidence } from '../../reports/reports.ts';
import { imported, licenseId } from '../e2e/entitlements.ts';
import { refreshed } from '../e2e/lake.ts';
import { addProduct, localForFile } from '../e2e/local.ts';
import { recomputed } from '../licenses/recomputed.ts';
import { asked, range, seen } from './ask.ts';
import { cases, events, keyOf } from './license-cases.ts';

const started = localForFile({ schedules: false });
const product = 'cases';
let usage: Awaited<ReturnType<typeof asked>>;

beforeAll(async () => {
  await addProduct(started, product);
  const sold = Object.entries(cases).map(([name, { type = 'floating', seats, valid }]) => ({
    key: keyOf(name),
    type,
    seats,
    valid: valid ?? (['2026-01-01', '2026-12-31'] as [string, string]),
  }));
  expect(await imported(started, product, sold)).toMatchObject({ entitlements: sold.length });
  seen(started, product, events(started));
  await refreshed(started);
  usage = await asked(started, 'license-usage', { product, ...range });
});

test('evidence lists the holds behind a peak, seat by seat, and nobody who held them', async () => {
  const name = 'eleven at once on ten seats are over-use';
  const license = licenseId(started, keyOf(name));
  const seats = await asked(started, licenseEvidence(), { product, ...range, license: license.slice(0, 12) });
  expect(seats).toEqual(
    Array.from({ length: 11 }, (_, i) => ({
      product,
      organization_id: 'contoso',
      license_type: 'floating',
      license_id: license,
      seat: i + 1,
      held_from: '2026-10-05 09:00:00',
      held_until: '2026-10-05 09:21:00',
      peak_at: '2026-10-05 09:10:00',
    })),
  );
});

test('of every license its peak can be recomputed from the evidence', async () => {
  const seats = await asked(started, licenseEvidence(), { product, ...range });
  const found = recomputed(seats).map(({ license_id, seats_peak }) => `${license_id} ${seats_peak}`);
  const peaks = usage.filter(({ seats_peak }) => seats_peak);
  expect(found.sort()).toEqual(
    peaks.map(({ license_id, seats_peak }) => `${license_id} ${seats_peak}`).sort(),
  );
});

test('license-peaks has the seats of each day, the minute of the peak, and the denials', async () => {
  const rows = await asked(started, 'license-peaks', { product, ...range });
  const of = (name: string) =>
    rows
      .filter(({ license_id }) => license_id === licenseId(started, keyOf(name)))
      .map(({ day, seats_peak, peak_at, denied }) => [day, seats_peak, peak_at, denied]);
  expect(of('eleven at once on ten seats are over-use')).toEqual([
    ['2026-10-05', 11, '2026-10-05 09:10:00', 0],
  ]);
  expect(of('denials count an installation and hour once, for want of a seat only')).toEqual([
    ['2026-10-05', 1, '2026-10-05 09:10:00', 3],
  ]);
  expect(of('a borrowed seat is one, not one for each session that told of it')).toEqual([
    ['2026-10-05', 1, '2026-10-05 09:10:00', 0],
    ...[6, 7, 8, 9].map((day) => [`2026-10-0${day}`, 1, `2026-10-0${day} 00:00:00`, 0]),
  ]);
});

test.for(Object.entries(cases))('%s', ([name, { right }]) => {
  expect(usage.find(({ license_id }) => license_id === licenseId(started, keyOf(name)))).toMatchObject(right);
});
