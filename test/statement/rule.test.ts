import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Counted, fewest, other, underRule } from '../../shared/statement.ts';

const versions = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 8 }).map((sizes): Counted[] =>
  sizes.map((installations, n) => ({
    product_version: `1.${n}`,
    installations,
    last_seen_week: `2026-11-0${1 + (n % 7)}`,
  })),
);
const sum = (all: readonly { installations: number | string }[]) =>
  all.reduce((count, { installations }) => count + Number(installations), 0);

test('no group that is shown is smaller than five, nor is one that follows by subtraction', () => {
  fc.assert(
    fc.property(versions, (counted) => {
      const { installations, versions: shown } = underRule(counted);
      const total = sum(counted);
      if (total < fewest) {
        const hidden = { product_version: other, installations: '<5', last_seen_week: null };
        expect({ installations, shown }).toEqual({ installations: '<5', shown: [hidden] });
        return;
      }
      expect([installations, sum(shown)]).toEqual([total, total]);
      for (const each of shown) expect(each.installations).toBeGreaterThanOrEqual(fewest);
      // What is merged is of several versions, so that none of them follows from the total and the rest.
      const named = shown.filter(({ product_version }) => product_version !== other);
      const merged = counted.filter(
        (each) => !named.some((one) => one.product_version === each.product_version),
      );
      expect(merged.length).not.toBe(1);
      for (const each of named) expect(counted).toContainEqual(each);
    }),
    { numRuns: 2000 },
  );
});

test('a version is merged only where it is small, or a small one would stand alone without it', () => {
  fc.assert(
    fc.property(versions, (counted) => {
      const { versions: shown } = underRule(counted);
      const small = counted.filter(({ installations }) => installations < fewest);
      const rest = shown.find(({ product_version }) => product_version === other);
      if (sum(counted) < fewest || small.length === 0) return;
      const merged = counted.length - shown.length + 1;
      expect(rest).toBeDefined();
      expect(merged).toBe(sum(small) >= fewest ? small.length : small.length + 1);
    }),
    { numRuns: 2000 },
  );
});
