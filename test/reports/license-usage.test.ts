import { beforeAll, expect, test } from 'vitest';
import { imported, licenseId } from '../e2e/entitlements.ts';
import { refreshed } from '../e2e/lake.ts';
import { addProduct, localForFile } from '../e2e/local.ts';
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

test.for(Object.entries(cases))('%s', ([name, { right }]) => {
  expect(usage.find(({ license_id }) => license_id === licenseId(started, keyOf(name)))).toMatchObject(right);
});
