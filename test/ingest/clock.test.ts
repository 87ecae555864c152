import { expect, test } from 'vitest';
import { bodyWith, now, rows } from './rows.ts';

const minutes = 60_000;
const iso = (time: number) => new Date(time).toISOString();
const rowOf = (occurred_at: string, sent_at: string) => rows({ ...bodyWith({ occurred_at }), sent_at })[0];

test.each([
  ['ten minutes late', 10 * minutes, 0],
  ['ten minutes early', -10 * minutes, 0],
  ['more than ten minutes late', 10 * minutes + 1, 10 * minutes + 1],
  ['more than ten minutes early', -10 * minutes - 1, -10 * minutes - 1],
  ['two days late', 48 * 60 * minutes, 48 * 60 * minutes],
])('a clock that is %s (%i ms) is corrected by %i ms', (_, late, corrected) => {
  const occurred = now - 60 * minutes;
  expect(rowOf(iso(occurred), iso(now - late))).toMatchObject({
    occurred_at: iso(occurred + corrected),
    occurred_at_sent: iso(occurred),
    received_at: iso(now),
  });
});

test('the day of an event is that of its time as sent, in UTC, so that sent again it has the same', () => {
  for (const sent_at of ['2026-11-22T10:00:05Z', '2026-11-24T10:00:05Z', '2026-11-01T10:00:05Z']) {
    expect(rowOf('2026-11-21T23:30:00-02:00', sent_at)).toMatchObject({
      event_day: '2026-11-22',
      occurred_at_sent: '2026-11-22T01:30:00.000Z',
    });
  }
});

test('no clock, however wrong, makes a time that the table does not take', () => {
  for (const sent_at of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59']) {
    expect(rowOf(iso(now), sent_at)?.occurred_at).toMatch(/^\d{4}-\d\d-\d\dT/);
  }
});
