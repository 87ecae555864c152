import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from '../../functions/ingest/check.ts';
import { clock } from '../../functions/ingest/clock.ts';
import { timeOf } from '../../shared/catalog/validate.ts';
import { limits } from '../../shared/limits.ts';
import { bodyWith, now, rows, termsUnder } from '../ingest/rows.ts';

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
  const occurred = now - 60 * minutes - corrected;
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

/** From 400 days before it came to a day after it: what is taken at all. */
const sent = fc.integer({ min: now - limits.oldestEvent, max: now + limits.newestEvent });
const past = fc.integer({ min: now - limits.oldestEvent, max: now });
const anyTime = fc.integer({ min: timeOf('0000-01-01T00:00:00Z'), max: timeOf('9999-12-31T23:59:59Z') });

test('whatever a clock says, a time is never after it came, nor more than 400 days before', () => {
  fc.assert(
    fc.property(fc.option(anyTime, { nil: undefined }), sent, (sent_at, occurred_at) => {
      const stored = clock(sent_at, now)(occurred_at);
      expect(stored).toBeLessThanOrEqual(now);
      expect(stored).toBeGreaterThanOrEqual(now - limits.oldestEvent);
    }),
  );
});

test('a clock that is off by a constant leads to the true time, to ten minutes', () => {
  const off = fc.oneof(
    fc.integer({ min: -20 * minutes, max: 20 * minutes }),
    fc.integer({ min: -limits.oldestEvent, max: limits.oldestEvent }),
  );
  fc.assert(
    fc.property(past, off, (truly, off) => {
      const age = now - (truly + off);
      fc.pre(age <= limits.oldestEvent && age >= -limits.newestEvent);
      const stored = clock(now + off, now)(truly + off);
      expect(Math.abs(stored - truly)).toBeLessThanOrEqual(10 * minutes);
    }),
  );
});

test('a time that was right stays where the clock that sent would lead after the time it came', () => {
  fc.assert(
    fc.property(past, anyTime, (truly, sent_at) => {
      fc.pre(truly + now - sent_at > now);
      expect(clock(sent_at, now)(truly)).toBe(truly);
    }),
  );
});

test.each([
  '0001-01-01T00:00:00Z',
  '1970-01-01T00:00:00Z',
  '2099-01-01T00:00:00Z',
  '9999-12-31T23:59:59-23:59',
])('an event with a right time that was sent at %s keeps it', (sent_at) => {
  const occurred_at = iso(now - 60 * minutes);
  expect(rowOf(occurred_at, sent_at)).toMatchObject({ occurred_at, occurred_at_sent: occurred_at });
});

test('a time to come is stored as the time it came', () => {
  expect(rowOf(iso(now + 5 * minutes), iso(now))).toMatchObject({
    occurred_at: iso(now),
    occurred_at_sent: iso(now + 5 * minutes),
  });
});

test.each([
  ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.000Z'],
  ['2016-12-31t23:59:60.25z', '2016-12-31T23:59:59.250Z'],
  ['2017-01-01T05:29:60+05:30', '2016-12-31T23:59:59.000Z'],
  ['2026-11-21T10:00:60Z', '2026-11-21T10:00:59.000Z'],
])('the second of 60 in %s reads as 59', (time, read) => {
  expect(iso(timeOf(time))).toBe(read);
});

test('an event in a second of 60 is taken', () => {
  const [event] = bodyWith({ occurred_at: '2026-11-21T23:59:60Z' }).events;
  expect(check(event, termsUnder(), now)).toMatchObject(event as object);
  expect(rowOf('2026-11-21T23:59:60Z', '2016-12-31T23:59:60Z')).toMatchObject({
    occurred_at: '2026-11-21T23:59:59.000Z',
    event_day: '2026-11-21',
  });
});

test.each(['2026-11-21T23:59:61Z', '2026-11-21T23:60:00Z', '2026-11-21T24:00:00Z', '2026-02-30T00:00:60Z'])(
  '%s is no time',
  (time) => {
    expect(timeOf(time)).toBeNaN();
  },
);
