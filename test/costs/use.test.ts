import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ofFleet, requestsADay } from '../../costs/use.ts';

test('an SDK sends at 200 events or an hour after the first, and the rest of a day with the next start', () => {
  expect(requestsADay(6, 1)).toBe(6);
  expect(requestsADay(6, 50)).toBe(6);
  // Within an hour 200 gather once, twice, five times.
  expect([200, 400, 1000].map((perHour) => requestsADay(6, perHour))).toEqual([6, 12, 30]);
  expect(requestsADay(1, 201)).toBe(2);
  expect(ofFleet(1000, 6, 50)).toEqual({
    events: 6_600_000,
    requests: 132_000,
    installations: 1000,
    months: 1,
  });
});

test('no request has more than 200 events, and none waits for more than an hour', () => {
  const hours = fc.integer({ min: 1, max: 24 });
  const perHour = fc.integer({ min: 1, max: 2000 });
  fc.assert(
    fc.property(hours, perHour, (used, rate) => {
      const requests = requestsADay(used, rate);
      expect(requests).toBeGreaterThanOrEqual((used * rate) / 200);
      expect(requests).toBeGreaterThanOrEqual(Math.min(used, used * rate));
      expect(requests).toBeLessThanOrEqual(used + (used * rate) / 200 + 1);
    }),
  );
});
