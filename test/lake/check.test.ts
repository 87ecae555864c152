import { beforeAll, expect, test } from 'vitest';
import { day } from '../../shared/time.ts';
import { disagreements, land, query, refreshed, row } from '../e2e/lake.ts';
import { command, localForFile } from '../e2e/local.ts';
import { metrics } from '../e2e/metrics.ts';

const started = localForFile({ schedules: false });
const at = new Date(Date.now() - 40 * day);
const licensed = { license_id: 'license', product_version: '1' };
beforeAll(async () => {
  land(started, new Date(), [row('checked', at, licensed), row('checked', at, licensed)]);
  await refreshed(started);
});

test.for([
  ['a row that is missing', 'DELETE FROM installation_days'],
  ['a value that is another', "UPDATE installation_days SET product_version = '2'"],
  ['a license event that is there twice', 'INSERT INTO license_events SELECT * FROM license_events'],
  ['a license event that is missing', 'DELETE FROM license_events'],
  ['a row that events do not know', 'DELETE FROM events'],
])('a past day that differs by %s is told of, and made anew', async ([, harm]) => {
  await refreshed(started, 'check');
  expect(metrics(started, 'DifferingRows').at(-1)).toBe(0);
  await query(started, harm as string);
  expect(await disagreements(started)).toBeGreaterThan(0);
  await refreshed(started, 'check');
  expect(metrics(started, 'DifferingRows').at(-1)).toBeGreaterThan(0);
  expect(await disagreements(started)).toBe(0);
});

test('npm run rebuild makes the days of its range anew, and no others', async () => {
  land(started, new Date(), [
    row('rebuilt', at, licensed),
    row('rebuilt', new Date(Date.now() - day), licensed),
  ]);
  await refreshed(started);
  await query(started, 'DELETE FROM installation_days');
  await query(started, 'DELETE FROM license_events');
  const { out } = await command('rebuild', started.data, '--from', '2d');
  expect(out).toMatch(/^Rebuilt from /);
  expect(await query(started, 'SELECT count(*) AS n FROM installation_days')).toEqual([{ n: 1 }]);
  await command('rebuild', started.data, '--from', '50d');
  expect(await disagreements(started)).toBe(0);
  expect((await command('rebuild', started.data, '--from', 'soon')).code).toBe(1);
});
