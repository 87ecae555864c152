import { beforeAll, expect, test } from 'vitest';
import { hour } from '../../shared/time.ts';
import { land, query, refreshed, row, stored } from './lake.ts';
import { localForFile } from './local.ts';

const started = localForFile({ schedules: false });
const hours = (count: number) => new Date(Date.now() - count * hour);
const days = (count: number) => hours(24 * count);
const idsOf = (rows: { event_id: string }[]) => rows.map(({ event_id }) => event_id).sort();
const inEvents = async (product: string) => (await stored(started, product)).sort();
const well = () => started.fail(() => undefined);
beforeAll(() => refreshed(started));

test('copies that came in one object, in different hours and after a refresh are one event', async () => {
  const rows = Array.from({ length: 20 }, () => row('copies', hours(3)));
  land(started, new Date(), [...rows, ...rows]);
  land(started, hours(2), rows.slice(0, 10));
  await refreshed(started);
  expect(await inEvents('copies')).toEqual(idsOf(rows));
  land(started, new Date(), rows);
  await refreshed(started, 'recent');
  await refreshed(started);
  expect(await inEvents('copies')).toEqual(idsOf(rows));
});

test('the same event ID of another product or installation is another event', async () => {
  const one = row('other', hours(1));
  const more = [
    { ...one, installation_id: 'b7d1f0a3-c2e5-4d6f-8a9b-0c1d2e3f4a5b' },
    { ...one, product: 'others' },
  ];
  land(started, new Date(), [one, ...more]);
  await refreshed(started);
  expect([await stored(started, 'other'), await stored(started, 'others')]).toMatchObject([
    { length: 2 },
    { length: 1 },
  ]);
});

test('hourly it takes the event days that nearly all rows belong to, daily whatever waits', async () => {
  const [today, lastWeek] = [row('late', hours(1)), row('late', days(8))];
  land(started, new Date(), [today, lastWeek]);
  const overlooked = row('late', hours(5));
  land(started, hours(4), [overlooked]);
  // Firehose may hold a row for a day; it lands in the hour in which it came.
  const held = row('late', hours(25));
  land(started, hours(24), [held]);
  await refreshed(started, 'recent');
  expect(await inEvents('late')).toEqual([today.event_id]);
  await refreshed(started, 'late');
  expect(await inEvents('late')).toEqual(idsOf([today, lastWeek, overlooked, held]));
});

test('more event days than one statement may write are taken in one refresh', async () => {
  const rows = Array.from({ length: 250 }, (_, day) => row('year', days(day)));
  land(started, new Date(), rows);
  let statements = 0;
  started.fail((call) => {
    statements += Number(call.endsWith('.StartQueryExecution'));
    return undefined;
  });
  await refreshed(started);
  well();
  // One to see which days wait, one for erasures, and of each table one for each 90 of the days.
  expect(statements).toBe(2 + 3 * 3);
  expect(await inEvents('year')).toEqual(idsOf(rows));
});

test('a line that can not be read loses no other', async () => {
  const rows = [row('lines', hours(1)), row('lines', hours(1)), row('lines', hours(1))];
  const [first, second, third] = rows as [object, object, object];
  land(started, new Date(), ['{"event_id": "cut of', first, 'no JSON', '', second, '[1, 2]', 'null', third]);
  await refreshed(started);
  expect(await inEvents('lines')).toEqual(idsOf(rows));
  expect(await query(started, 'SELECT count(*) AS n FROM events WHERE event_id IS NULL')).toEqual([{ n: 0 }]);
});
