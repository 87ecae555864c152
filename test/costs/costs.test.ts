import { expect, test } from 'vitest';
import { costs, duration, total } from '../../costs/costs.ts';
import { prices } from '../../costs/prices.ts';
import { idle, ofBatches, ofFleet } from '../../costs/use.ts';

const usd = (events: number, batch: number, service: string, what: string) =>
  costs({ ...ofBatches(events, batch), installations: 0 }).find(
    (part) => part.service === service && part.what === what,
  )?.usd ?? Number.NaN;
const of = (what: string, parts = costs(idle)) => parts.find((part) => part.what === what)?.usd ?? Number.NaN;

test('a million events in batches of 50 are 20,000 requests', () => {
  expect(usd(1e6, 50, 'API', 'requests')).toBeCloseTo(0.02, 10);
  // Two strongly consistent reads each.
  expect(usd(1e6, 50, 'DynamoDB', 'reads')).toBeCloseTo(0.005, 10);
  // 270 bytes of log each, and 600 of a reply.
  expect(usd(1e6, 50, 'Logs', 'bytes')).toBeCloseTo(((20_000 * 270) / 1024 ** 3) * 0.5, 10);
  expect(usd(1e6, 50, 'API', 'bytes out')).toBeCloseTo(((20_000 * 600) / 1024 ** 3) * 0.09, 10);
  const requests = usd(1e6, 50, 'Lambda', 'requests') - usd(50, 50, 'Lambda', 'requests');
  expect(requests).toBeCloseTo(0.004, 5);
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
  const idling = of('GB-seconds');
  expect(usd(1e6, 50, 'Lambda', 'GB-seconds') - idling).toBeCloseTo((seconds / 2) * 0.0000133334, 10);
});

test('Athena bills 10 MB a statement at least, and what it reads of S3 costs too', () => {
  const least = (30 * 119 * 10 * 1024 ** 2 * 5) / 1024 ** 4;
  expect(usd(50, 50, 'Athena', 'bytes scanned')).toBeCloseTo(least, 10);
  expect(usd(1e9, 50, 'Athena', 'bytes scanned')).toBeGreaterThan(10 * least);
  expect(usd(1e9, 50, 'S3', 'reads')).toBeGreaterThan(10 * of('reads'));
});

test('a decision is a request, two writes and a record, and what is kept of it is backed up', () => {
  const [without, with_] = [0, 1e6].map((installations) =>
    costs({ events: 50e6, requests: 1e6, installations, months: 1 }),
  );
  const more = (what: string) => of(what, with_) - of(what, without);
  expect(more('writes')).toBeCloseTo(200_000 * 2 * (0.625 / 1e6), 10);
  expect(more('bytes kept')).toBeCloseTo((2e9 / 1024 ** 3) * 0.25, 10);
  expect(more('bytes backed up')).toBeCloseTo((2e9 / 1024 ** 3) * 0.2, 10);
});

test('of a large fleet whose events come late, one in a thousand, every day of a month is looked at daily', () => {
  const athena = (events: number) => usd(events, 50, 'Athena', 'bytes scanned') / events;
  // In a small one late events are too few to be of each day.
  expect(athena(150e6) / athena(30e6)).toBeGreaterThan(1.05);
  expect(athena(3e9) / athena(2e9)).toBeCloseTo(1, 3);
  // The files of a large day are left as they are when late events come.
  expect(athena(220e6)).toBeLessThan(athena(200e6));
});

test('what does not depend on use stays, all else grows with it', () => {
  const alone = total(costs(idle));
  const beside = (installations: number) => total(costs(ofFleet(installations, 6, 50))) - alone;
  expect(beside(4e6) / beside(2e6)).toBeCloseTo(2, 2);
  expect(of('alarms') + of('custom metrics') + of('secrets') + of('dashboards')).toBeCloseTo(6, 10);
});

test('every price says what it is for', () => {
  for (const { usd, per } of Object.values(prices)) {
    expect(usd).toBeGreaterThan(0);
    expect(per).not.toBe('');
  }
});
