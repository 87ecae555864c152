import { expect, test } from 'vitest';
import { isDay, rangeOf } from '../../reports/dates.ts';

const now = Date.parse('2026-11-22T23:59:59Z');

test.for<[string, string | undefined, string, string]>([
  ['90d', undefined, '2026-08-25', '2026-11-23'],
  ['1d', undefined, '2026-11-22', '2026-11-23'],
  ['30d', 'today', '2026-10-23', '2026-11-22'],
  ['7d', '7d', '2026-11-08', '2026-11-15'],
  ['7d', '2026-03-01', '2026-02-22', '2026-03-01'],
  ['today', undefined, '2026-11-22', '2026-11-23'],
  ['2026-09-01', '2026-10-01', '2026-09-01', '2026-10-01'],
])('from %s to %s is %s to %s, half-open', ([from, to, first, end]) => {
  expect(rangeOf(from, to, now)).toEqual({ from: first, to: end });
});

test.for(['2026-1-1', '2026-02-30', '22.11.2026', '0d', '-1d', '30', 'd', 'yesterday', '', '99999d'])(
  '%j names no day',
  (text) => {
    expect(isDay(text)).toBe(false);
  },
);
