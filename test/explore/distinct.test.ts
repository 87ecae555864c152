import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distinct, lined } from '../../explore/client/distinct.ts';

test('where a name tells the rows apart, it stays as it is', () => {
  const rows = [
    { product: 'a', version: '1', n: 1 },
    { product: 'b', version: '1', n: 2 },
  ];
  expect(distinct(rows, 'product', ['product', 'version'])).toEqual(rows);
});

test('a name that repeats takes as many other columns as tell the rows apart', () => {
  const rows = [
    { product: 'a', version: '1', at: 'x', n: 1 },
    { product: 'a', version: null, at: 'x', n: 2 },
  ];
  expect(distinct(rows, 'product', ['product', 'version', 'at']).map(({ product }) => product)).toEqual([
    'a · 1',
    'a · not named',
  ]);
});

test('whatever the rows, each has a name of its own', () => {
  const text = fc.constantFrom('a', 'b', 'a (2)', null);
  fc.assert(
    fc.property(fc.array(fc.record({ name: text, other: text }), { maxLength: 20 }), (rows) => {
      const names = distinct(rows, 'name', ['name', 'other']).map(({ name }) => name);
      expect(new Set(names).size).toBe(rows.length);
    }),
  );
});

test('several rows of a moment are lines, of the largest, and none where there is no row', () => {
  const rows = [
    { day: '2026-01-01', product: 'a', n: 1 },
    { day: '2026-01-01', product: 'b', n: 5 },
    { day: '2026-01-02', product: 'a', n: 2 },
  ];
  expect(lined(rows, { x: 'day', value: 'n', by: 'product' })).toEqual({
    y: ['b', 'a'],
    rows: [
      { day: '2026-01-01', a: 1, b: 5 },
      { day: '2026-01-02', a: 2, b: null },
    ],
  });
});
