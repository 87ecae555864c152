import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byDays, onDays } from '../../functions/lake/days.ts';
import { insertEvents } from '../../functions/lake/statements.ts';
import { QueryFailed } from '../../functions/platform/athena.ts';
import { day, dayOf } from '../../shared/time.ts';

const daysOf = (count: number) => Array.from({ length: count }, (_, i) => dayOf(i * day));
const tooMany = new QueryFailed('id', 'HIVE_TOO_MANY_OPEN_PARTITIONS: Exceeded limit');

test('however few days the engine takes at once, each day is done once, in their order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(400), fc.integer({ min: 1, max: 120 }), async (count, most) => {
      const done: string[] = [];
      await byDays(daysOf(count), async (some) => {
        if (some.length > most) throw tooMany;
        done.push(...some);
      });
      expect(done).toEqual(daysOf(count));
    }),
  );
});

test('a day that the engine does not take by itself, and any other fault, is told', async () => {
  const refusing = (fault: Error) => byDays(daysOf(3), () => Promise.reject(fault));
  await expect(refusing(tooMany)).rejects.toBe(tooMany);
  const other = new QueryFailed('id', 'GENERIC_INTERNAL_ERROR');
  let runs = 0;
  const failing = byDays(daysOf(200), () => {
    runs++;
    return Promise.reject(other);
  });
  await expect(failing).rejects.toBe(other);
  expect(runs).toBe(1);
});

test('a refresh reads the keys of the days that it found, and of none between', () => {
  const statement = onDays(insertEvents(), ['2026-01-01', '2026-11-01']);
  expect(statement).toContain("WHERE event_day IN (DATE '2026-01-01', DATE '2026-11-01')");
  expect(statement).toContain("AND event_day IN ('2026-01-01', '2026-11-01')");
  expect(statement).not.toMatch(/event_day (?:BETWEEN|[<>])/);
});
