import fc from 'fast-check';
import { expect, test } from 'vitest';
import { divided, grown, slices } from '../../functions/lake/parts.ts';

const hours = fc
  .array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 30 })
  .map((sizes) => sizes.map((bytes, i) => ({ hour: `2026-11-28-${String(i).padStart(2, '0')}`, bytes })));

test('each hour is taken, in its order, and no statement takes more than it may but by slices', () => {
  fc.assert(
    fc.property(hours, fc.integer({ min: 100, max: 20_000 }), (sizes, limit) => {
      const taken: string[] = [];
      for (const { hours, slice } of divided(sizes, limit)) {
        const within = sizes.filter(({ hour }) => hour >= hours[0] && hour <= hours[1]);
        const bytes = within.reduce((sum, each) => sum + each.bytes, 0);
        expect(slice ? within.length : bytes <= limit).toBe(slice ? 1 : true);
        if (slice) expect(bytes).toBeGreaterThan(limit);
        for (const { hour } of within) if (taken.at(-1) !== hour) taken.push(hour);
      }
      expect(taken).toEqual(sizes.map(({ hour }) => hour));
    }),
  );
});

/** Whether an ending of an ID meets a condition, as an engine would compare text. */
const meets = (slice: string, ending: string) =>
  slice.split(' AND ').every((condition) => {
    const [, operator, bound = ''] = /(>=|<) '(\w+)'$/.exec(condition) ?? [];
    return operator === '<' ? ending < bound : ending >= bound;
  });

test('an installation, and what has none, is in exactly one slice', () => {
  const endings = fc.oneof(
    fc.constant(''),
    fc.stringMatching(/^[0-9a-fA-F]{2}$/),
    fc.string({ maxLength: 2 }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 400 }), endings, (count, ending) => {
      expect(slices(count).filter((slice) => meets(slice, ending))).toHaveLength(1);
    }),
  );
});

test('only hours whose bytes are others than before can hold anything new', () => {
  const before = { '2026-11-28-08': 10, '2026-11-28-09': 20 };
  expect(grown(before, before)).toEqual({});
  expect(grown(before, { '2026-11-28-09': 20, '2026-11-28-10': 1 })).toEqual({ '2026-11-28-10': 1 });
  expect(grown(before, { ...before, '2026-11-28-09': 21 })).toEqual({ '2026-11-28-09': 21 });
  expect(grown({}, before)).toEqual(before);
});
