import { beforeAll, expect, test } from 'vitest';
import { day, hour } from '../../shared/time.ts';
import { licenseId } from '../e2e/entitlements.ts';
import { disagreements, land, query, refreshed, row } from '../e2e/lake.ts';
import { localForFile } from '../e2e/local.ts';
import { idOf } from '../reports/ask.ts';

/** `installation_days` and `license_events`: what follows from `events`, kept beside it. */

const started = localForFile({ schedules: false });
beforeAll(() => refreshed(started));

const noon = new Date().setUTCHours(12, 0, 0, 0) - day;
const at = (hours: number, more: object = {}, product = 'days') =>
  row(product, new Date(noon + hours * hour), { installation_id: idOf(1), ...more });
const windows = { os_name: 'Windows', country: 'DE', cpu_cores: 8 };
const days = (product: string) =>
  query(started, 'SELECT * FROM installation_days WHERE product = ? ORDER BY event_day, last_seen', product);
const times = (hours: number) => new Date(noon + hours * hour).toISOString().slice(0, 19).replace('T', ' ');

test('a day of an installation holds what its events said last, each group from one event', async () => {
  const [first, second, third] = [
    at(-2, { product_version: '1', product_edition: 'pro', organization_id: 'contoso', ...windows }),
    at(-1, { product_version: '2', os_name: 'Linux' }),
    at(0),
  ];
  land(started, new Date(), [third, first, second]);
  await refreshed(started, 'recent');
  expect(await days('days')).toEqual([
    expect.objectContaining({
      installation_id: idOf(1),
      event_day: new Date(noon).toISOString().slice(0, 10),
      day: new Date(noon).toISOString().slice(0, 10),
      first_seen: times(-2),
      last_seen: times(0),
      product_at: times(-1),
      product_event_id: second?.event_id,
      product_version: '2',
      product_edition: null,
      organization_id: null,
      environment_at: times(-1),
      environment_event_id: second?.event_id,
      os_name: 'Linux',
      country: null,
      cpu_cores: null,
    }),
  ]);
});

test('a refresh that takes nothing new adds nothing, and one that sees rows again adds what says the same', async () => {
  const rows = [at(-2, { product_version: '1' }, 'again'), at(-1, {}, 'again')];
  land(started, new Date(), rows);
  await refreshed(started, 'recent');
  await refreshed(started, 'recent');
  expect(await days('again')).toHaveLength(1);
  await refreshed(started, 'late');
  const [one, ...repeated] = await days('again');
  for (const each of repeated) expect(each).toEqual(one);
  land(started, new Date(), [at(1, { product_version: '2' }, 'again')]);
  await refreshed(started, 'recent');
  expect((await days('again')).at(-1)).toMatchObject({ last_seen: times(1), product_version: '2' });
  expect(await disagreements(started)).toBe(0);
});

test('hours of landing that hold what they did are not read again, and one row more in them is taken', async () => {
  const [one, other] = [at(0, {}, 'grown'), at(0, { sequence: 2 }, 'grown')];
  const arrived = new Date(Date.now() - 5 * hour);
  land(started, arrived, [one]);
  await refreshed(started, 'late');
  const forget = `DELETE FROM events WHERE product = 'grown'`;
  await query(started, forget);
  await refreshed(started, 'late');
  const events = () => query(started, 'SELECT event_id FROM events WHERE product = ?', 'grown');
  expect(await events()).toEqual([]);
  land(started, arrived, [other]);
  await refreshed(started, 'late');
  expect(await events()).toHaveLength(2);
});

test('a row that comes late reaches its day, and days of a test key or a build machine stand apart', async () => {
  const late = row('late-days', new Date(noon - 40 * day), { test: true });
  land(started, new Date(), [late, row('late-days', new Date(noon - 40 * day), { ci: true })]);
  await refreshed(started);
  const found = await days('late-days');
  expect(found.map(({ test, ci }) => [test, ci]).sort()).toEqual([
    [false, true],
    [true, null],
  ]);
  expect(new Set(found.map(({ event_day }) => event_day))).toEqual(new Set([late.event_day]));
});

test('an event with a license is a row of license_events, once, with what it says as columns', async () => {
  const license_id = licenseId(started, 'A');
  const said = { license_type: 'floating', seats: '2', duration_ms: 'soon', outcome: 'success' };
  const one = at(
    0,
    { license_id, event_name: 'license_checked', properties: said, user_id: 'u' },
    'licensed',
  );
  land(started, new Date(), [one, one, at(0, {}, 'licensed')]);
  await refreshed(started, 'recent');
  land(started, new Date(), [one]);
  await refreshed(started);
  const rows = await query(started, 'SELECT * FROM license_events WHERE product = ?', 'licensed');
  expect(rows).toEqual([
    expect.objectContaining({
      event_id: one.event_id,
      user_id: 'u',
      license_id,
      seats: 2,
      duration_ms: null,
      outcome: 'success',
      cause: null,
    }),
  ]);
});

test('a closed day that refreshes left in parts becomes one row for each installation, and says the same', async () => {
  const then = (hours: number, more: Record<string, unknown>) =>
    row('closed', new Date(noon - 3 * day + hours * hour), more);
  for (const [hours, version] of [
    [1, '1'],
    [2, '2'],
    [3, '3'],
  ] as const) {
    land(started, new Date(), [then(hours, { product_version: version }), then(-hours, windows)]);
    await refreshed(started);
  }
  expect(await days('closed')).toHaveLength(3);
  await refreshed(started, 'compact');
  expect(await days('closed')).toEqual([
    expect.objectContaining({
      product_version: '3',
      os_name: 'Windows',
      first_seen: times(-75),
      last_seen: times(-69),
    }),
  ]);
});
