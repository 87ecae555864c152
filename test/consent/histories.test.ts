import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Decided, type Decision, decide, decisions, effectiveConsent } from '../../shared/consent.ts';
import { after, decided } from './decisions.ts';

/** A few decisions from clocks that are right, behind or ahead, delivered in any order, some of them again. */
const histories = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...decisions), fc.integer({ min: -5, max: 40 })), {
      minLength: 1,
      maxLength: 5,
    }),
    fc.array(fc.tuple(fc.nat(4), fc.nat(3)), { minLength: 1, maxLength: 12 }),
  )
  .map(([made, deliveries]) => {
    let now = 0;
    const first = new Map<number, Decided>();
    return deliveries.map(([which, later]) => {
      now += later;
      const index = which % made.length;
      const [decision, decided_at] = made[index] as [Decision, number];
      const known = first.get(index) ?? decided(decision, decided_at, now, { receipt_id: String(index) });
      first.set(index, known);
      return known;
    });
  });

test('whatever came before, a no applies, and a grant only if decided and received after the last no', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const last = history.at(-1) as Decided;
      const before = after(...history.slice(0, -1));
      const then = decide(before, last);
      const decidedAt = (one: Decided) => Math.min(one.decided_at, one.recorded_at);
      if (last.decision !== 'granted') {
        expect(then).toMatchObject({ decision: last.decision, purposes: [], receipt_id: last.receipt_id });
      } else {
        const nos = history.filter(({ decision }) => decision !== 'granted');
        const isAfter = (no: Decided) => decidedAt(last) > decidedAt(no) && last.recorded_at > no.recorded_at;
        if (nos.every(isAfter)) expect(then?.decision).toBe('granted');
        else expect(then).toBe(before);
      }
      if (then?.decision === 'granted') expect(effectiveConsent(then, []).purposes).toEqual(['usage']);
    }),
    { numRuns: 2000 },
  );
});

test('whatever came before, who grants now has granted', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const now = 1 + Math.max(...history.map(({ recorded_at }) => recorded_at));
      expect(after(...history, decided('granted', now, now))).toMatchObject({
        decision: 'granted',
        purposes: ['usage'],
      });
    }),
  );
});

test('the same decision twice in a row is the same as once', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const once = after(...history);
      expect(decide(once, history.at(-1) as Decided)).toEqual(once);
    }),
  );
});
