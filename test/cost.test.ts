import { expect, test } from 'vitest';
import { costs, duration, total } from '../costs/costs.ts';
import { prices } from '../costs/prices.ts';

const usd = (events: number, batch: number, service: string, what: string) =>
  costs(events, batch).find((part) => part.service === service && part.what === what)?.usd;

test('a million events in batches of 50 are 20,000 requests', () => {
  expect(usd(1e6, 50, 'API', 'requests')).toBeCloseTo(0.02, 10);
  expect(usd(1e6, 50, 'Lambda', 'requests')).toBeCloseTo(0.004, 10);
  // Two strongly consistent reads each.
  expect(usd(1e6, 50, 'DynamoDB', 'reads')).toBeCloseTo(0.005, 10);
  // 270 bytes of log each.
  expect(usd(1e6, 50, 'Logs', 'bytes')).toBeCloseTo(((20_000 * 270) / 1024 ** 3) * 0.5, 10);
});

test('Firehose bills each record by steps of 5 KB', () => {
  // 1,200 and 93 bytes an event: one step up to 42 events, two from 43 on.
  const step = (requests: number, steps: number) => ((requests * steps * 5120) / 1024 ** 3) * 0.029;
  expect(usd(42e6, 42, 'Firehose', 'bytes')).toBeCloseTo(step(1e6, 1), 10);
  expect(usd(43e6, 43, 'Firehose', 'bytes')).toBeCloseTo(step(1e6, 2), 10);
});

test('Lambda is billed for its CPU time at the share of a core that its memory buys, and for waiting', () => {
  // (2 + 50 × 0.023) ms at 512 of 1,769 MB, and 20 ms.
  expect(duration(50)).toBeCloseTo((3.15 * 1769) / 512 + 20, 10);
  expect(duration(50, 1769)).toBeCloseTo(23.15, 10);
  expect(duration(50, 3008)).toBeCloseTo(23.15, 10);
  const seconds = (20_000 * duration(50)) / 1000;
  expect(usd(1e6, 50, 'Lambda', 'GB-seconds')).toBeCloseTo((seconds / 2) * 0.0000133334, 10);
});

test('Athena bills 10 MB a statement at least', () => {
  const least = (1320 * 10 * 1024 ** 2 * 5) / 1024 ** 4;
  expect(usd(1, 1, 'Athena', 'bytes scanned')).toBeCloseTo(least, 10);
  expect(usd(1e9, 50, 'Athena', 'bytes scanned')).toBeGreaterThan(10 * least);
});

test('what does not depend on events stays, all else grows with them', () => {
  const fixed = (events: number) =>
    total(costs(events, 50).filter(({ what }) => /secrets|objects|alarms|metrics/.test(what)));
  expect(fixed(1e9)).toBe(fixed(1));
  expect(total(costs(2e9, 50)) - fixed(1)).toBeCloseTo(2 * (total(costs(1e9, 50)) - fixed(1)), 6);
});

test('every price says what it is for', () => {
  for (const { usd, per } of Object.values(prices)) {
    expect(usd).toBeGreaterThan(0);
    expect(per).not.toBe('');
  }
});
