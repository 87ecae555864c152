import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { dailyTables } from '../../shared/tables.ts';
import { day, hour } from '../../shared/time.ts';
import { disagreements, land, query, refreshed, row } from '../e2e/lake.ts';
import { addProduct, Installation, localForFile } from '../e2e/local.ts';

/** What is erased or too old leaves every table of the lake, by the same run. */

const started = localForFile({ schedules: false });
const product = 'erased';
let key: string;
beforeAll(async () => {
  await refreshed(started);
  key = await addProduct(started, product);
});

const noon = new Date().setUTCHours(12, 0, 0, 0) - day;
const rowsOf = async (installation_id: string) => {
  const counts = dailyTables.map(
    (table) => `SELECT '${table}' AS name, count(*) AS n FROM ${table} WHERE installation_id = ?`,
  );
  const rows = await query(started, counts.join(' UNION ALL '), ...dailyTables.map(() => installation_id));
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
};

/** An installation with a license event on each of three days, and what lands of it. */
async function seen() {
  const installation = new Installation(started, key);
  await installation.decide('granted', ['usage']);
  const at = (hours: number, more: Record<string, unknown>) =>
    row(product, new Date(noon + hours * hour), {
      installation_id: installation.id,
      license_id: 'license',
      event_name: 'license_checked',
      properties: { outcome: 'success' },
      ...more,
    });
  return { installation, at };
}
const erased = async (installation: Installation, more: object = {}) => {
  const asked = { installation_id: installation.id, ...more };
  expect((await installation.call('POST', '/v1/erasures', asked)).status).toBe(202);
  await refreshed(started, 'late', 'erase');
};

test('an installation that is erased leaves no row in any table, and others stay as they were', async () => {
  const [one, other] = [await seen(), await seen()];
  land(
    started,
    new Date(),
    [one, other].flatMap(({ at }) => [at(0, {}), at(-30 * 24, {}), at(1, {})]),
  );
  await refreshed(started);
  expect(await rowsOf(one.installation.id)).toEqual({ events: 3, installation_days: 2, license_events: 3 });
  await erased(one.installation);
  expect(await rowsOf(one.installation.id)).toEqual({ events: 0, installation_days: 0, license_events: 0 });
  expect(await rowsOf(other.installation.id)).toMatchObject({ events: 3, license_events: 3 });
  // Which finds the days of others as their events say them.
  expect(await disagreements(started)).toBe(0);
});

test('after the erasure of a user the days of the installation say what its other rows say', async () => {
  const { installation, at } = await seen();
  const [gone, stays] = [randomUUID(), randomUUID()];
  land(started, new Date(), [
    at(-1, { user_id: stays, product_version: '1', os_name: 'Linux' }),
    at(1, { user_id: gone, product_version: '2', country: 'DE' }),
    at(-24, { user_id: gone }),
  ]);
  await refreshed(started);
  await erased(installation, { user_id: gone });
  expect(await rowsOf(installation.id)).toEqual({ events: 1, installation_days: 1, license_events: 1 });
  const [left] = await query(
    started,
    'SELECT * FROM installation_days WHERE installation_id = ?',
    installation.id,
  );
  const time = new Date(noon - hour).toISOString().slice(0, 19).replace('T', ' ');
  expect(left).toMatchObject({ last_seen: time, product_version: '1', os_name: 'Linux', country: null });
  expect(await disagreements(started)).toBe(0);
});

test('an erasure that died before the days were made anew makes them anew the next time', async () => {
  const { installation, at } = await seen();
  const gone = randomUUID();
  land(started, new Date(), [
    at(0, { user_id: gone, product_version: '2' }),
    at(-1, { product_version: '1' }),
  ]);
  await refreshed(started);
  // As it is after the deletions: the events are gone, the days are not.
  await query(
    started,
    'DELETE FROM events WHERE installation_id = ? AND user_id IS NOT NULL',
    installation.id,
  );
  await erased(installation, { user_id: gone });
  expect(await disagreements(started)).toBe(0);
});

test('what is older than 25 months leaves every table', async () => {
  const { installation, at } = await seen();
  land(started, new Date(), [at(-26 * 31 * 24, {}), at(0, {})]);
  await refreshed(started);
  expect(await rowsOf(installation.id)).toEqual({ events: 2, installation_days: 2, license_events: 2 });
  await refreshed(started, 'retain');
  expect(await rowsOf(installation.id)).toEqual({ events: 1, installation_days: 1, license_events: 1 });
});
