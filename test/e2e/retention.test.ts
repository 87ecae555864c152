import { expect, test } from 'vitest';
import { day } from '../../shared/time.ts';
import { land, query, refreshed, row } from './lake.ts';
import { localForFile } from './local.ts';

const started = localForFile({ schedules: false });

/** A time so many months and days ago. */
function ago(months: number, days: number): Date {
  const then = new Date();
  then.setUTCMonth(then.getUTCMonth() - months);
  return new Date(then.getTime() - days * day);
}

test('events older than 25 months are deleted, and no others', async () => {
  const [old, kept] = [row('kept', ago(25, 1)), row('kept', ago(25, -1))];
  land(started, new Date(), [old, kept, row('kept', ago(0, 1))]);
  await refreshed(started, 'late');
  const stored = async () =>
    (await query(started, 'SELECT event_id FROM events')).map(({ event_id }) => event_id);
  expect(await stored()).toContain(old.event_id);
  await refreshed(started, 'retain');
  const left = await stored();
  expect([left.length, left.includes(old.event_id), left.includes(kept.event_id)]).toEqual([2, false, true]);
});
