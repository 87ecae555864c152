import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { affected } from '../../../reports/exposure/affected.ts';
import { inWords, joined, type Operator, type Range, rangeOf } from '../../../reports/exposure/range.ts';
import { precedenceOf, versionKey } from '../../../shared/versions/key.ts';

const file = join(import.meta.dirname, '..', '..', 'field', 'versions', 'families.json');
const families: Record<string, (string | string[])[]> = JSON.parse(readFileSync(file, 'utf8'));
const versions = [...new Set(Object.values(families).flat(2))].filter((version) => /\d/.test(version));

/** As SQL compares: text, with what `split_part` takes of the key. */
const isIn = (ranges: readonly Range[], version: string) => {
  const precedence = versionKey(version).split('|')[0] as string;
  return ranges.some(({ low, high }) => precedence >= low && precedence < high);
};

test.for<[string, string[], string[]]>([
  [
    '>=4.1 <4.2.3',
    ['4.1', 'v4.1.0', '4.2.2', '4.2.3-rc.1', '4.1.0+7'],
    ['4.0.9', '4.1-rc1', '4.2.3', '4.10'],
  ],
  ['>= 4.1   < 4.2', ['4.1'], ['4.2']],
  ['4.1', ['4.1.0', '4.1+build'], ['4.1.1', '4.1-1']],
  ['=4.1||=4.3', ['4.1', '4.3'], ['4.2']],
  ['<2 || >=3 <=3.5 || >9', ['1', '1.9', '3', '3.5.0', '10'], ['2', '3.5.1', '9', '9.0']],
  ['>=2024 SP1 <2025', ['2024 SP1', '2024 SP2'], ['2024', '2025']],
  ['>4.1', ['4.1-1', '4.1.0.1'], ['4.1.0', '4.1+9']],
  ['*', ['0', '99'], []],
])('%s takes and leaves what it says', ([text, inside, outside]) => {
  const ranges = affected(text);
  expect(inside.filter((version) => !isIn(ranges, version))).toEqual([]);
  expect(outside.filter((version) => isIn(ranges, version))).toEqual([]);
});

test.for<[string, RegExp]>([
  ['', /^"" is no comparator\. Ranges read '>=4\.1/],
  ['>=', /^">=" is no comparator/],
  ['~4.1', /^"~4\.1" is no comparator/],
  ['^4.1', /is no comparator/],
  ['!=4.1', /is no comparator/],
  ['4.1 4.2', /^"4\.1 4\.2" is no comparator/],
  ['>=4.1 || ', /is no comparator/],
  ['==4.1', /is no comparator/],
  ['>=4.1 && <4.2', /^">=4\.1 &&" is no comparator/],
  ['>=4.1 and <4.2', /^">=4\.1 and" is no comparator/],
  ['4.x', /^"4\.x" stands for many versions: say from which to which/],
  ['=4.1.X || 3', /^"4\.1\.X" stands for many/],
  ['<4.*', /^"4\.\*" stands for many/],
  ['>=latest', /^"latest" is no version/],
  [`<${'1'.repeat(65)}`, /at most 64 characters/],
  ['>=5 <4', /^No version is in ">=5 <4"/],
  ['>4.1 <4.1.0+3', /^No version is in/],
  [Array(9).fill('1').join('||'), /^These are 9 alternatives, and at most 8 are taken/],
])('%j is refused in a sentence', ([text, sentence]) => {
  expect(() => affected(text)).toThrow(sentence);
});

const anyVersion = fc.oneof(
  fc.constantFrom(...versions),
  fc
    .tuple(
      fc.array(fc.nat(12), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', '-rc.1', '-1', '+7', 'a', '~1'),
    )
    .map(([numbers, suffix]) => numbers.join('.') + suffix),
);
const operators: Record<Operator, (a: string, b: string) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '=': (a, b) => a === b,
};

test('a comparator is the comparison of the precedence alone, for versions of all families', () => {
  fc.assert(
    fc.property(
      anyVersion,
      anyVersion,
      fc.constantFrom(...(Object.keys(operators) as Operator[])),
      (a, b, operator) => {
        const holds = operators[operator](precedenceOf(a), precedenceOf(b));
        expect(isIn([rangeOf({ operator, version: b })], a)).toBe(holds);
      },
    ),
    { numRuns: 2000 },
  );
});

test('joined ranges hold the same versions, and so do the words they are printed in', () => {
  const bound = fc.tuple(anyVersion, anyVersion).map(([a, b]) => {
    const [low, high] = precedenceOf(a) < precedenceOf(b) ? [a, b] : [b, a];
    return precedenceOf(low) === precedenceOf(high) ? `=${low}` : `>=${low} <${high}`;
  });
  fc.assert(
    fc.property(fc.array(bound, { minLength: 1, maxLength: 8 }), fc.array(anyVersion), (texts, some) => {
      const ranges = affected(texts.join(' || '));
      const fewer = joined(ranges);
      for (const version of some) {
        expect(isIn(fewer, version)).toBe(isIn(ranges, version));
        expect(isIn(affected(inWords(fewer)), version)).toBe(isIn(ranges, version));
      }
    }),
  );
});
