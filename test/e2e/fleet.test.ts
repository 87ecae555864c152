import { expect, test } from 'vitest';
import { type Call, fleet } from '../../local/fleet/fleet.ts';

test('the whole fleet is some 2,000 installations and at most 5,000 requests with events', () => {
  let installations = 0;
  let requests = 0;
  const seen = new Set<string>();
  for (const calls of fleet('2026-11-22')) {
    installations++;
    seen.add((calls[0] as Call).body.installation_id);
    requests += calls.filter(({ method }) => method === 'POST').length;
  }
  expect(seen.size).toBe(installations);
  expect(installations).toBeGreaterThan(1900);
  expect(installations).toBeLessThan(2100);
  expect(requests).toBeLessThanOrEqual(5000);
});

test('the same start makes the same fleet, another start another time', () => {
  const some = (from: string) => JSON.stringify([...fleet(from, 0.01)]);
  expect(some('2026-11-22')).toBe(some('2026-11-22'));
  expect(some('2026-11-23')).not.toBe(some('2026-11-22'));
});
