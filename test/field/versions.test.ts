import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { precedenceOf, separator, versionKey } from '../../shared/versions/key.ts';

const read = (name: string) => readFileSync(join(import.meta.dirname, 'versions', name), 'utf8');
const families: Record<string, (string | string[])[]> = JSON.parse(read('families.json'));
/** Each line of a list orders after the line before it, and holds what its tool calls equal. */
const linesOf = (name: string) =>
  read(name)
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split(' '));

/** Bytes and UTF-16 units compare alike: the key is ASCII. */
const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));

test.each(Object.entries(families))('%s', (_, family) => {
  const precedences = family.map((same) => {
    const [first, ...others] = [same].flat().map(precedenceOf);
    expect(new Set([first, ...others]), String(same)).toEqual(new Set([first]));
    return first as string;
  });
  expect(new Set(precedences).size).toBe(family.length);
  expect(precedences.toSorted(compare)).toEqual(precedences);
});

test.each(['semver.txt', 'packaging.txt', 'debian.txt'])('the order of %s is that of its tool', (name) => {
  const lines = linesOf(name);
  expect(lines.length).toBeGreaterThan(250);
  for (const [i, line] of lines.entries()) {
    for (const before of lines[i - 1] ?? []) {
      for (const version of line) {
        const both = `${before} < ${version}`;
        expect(versionKey(before) < versionKey(version) ? both : `not ${both}`).toBe(both);
      }
    }
  }
});

test.each(['semver.txt', 'packaging.txt'])('what is equal to the tool of %s has one precedence', (name) => {
  for (const line of linesOf(name)) expect(new Set(line.map(precedenceOf)).size, String(line)).toBe(1);
});

test('a tie is broken by what follows the plus, then by trailing zeros and the word before', () => {
  for (const tied of [
    ['1.2', '1.2.0', 'v1.2', '1.2+abc', '1.2+abc.5', '1.2+abc.10', '1.2+5', '1.2+10', 'v1.2+10'],
    ['1.2.3-1', '1.2.3-1+b1', '1.2.3-1+deb12u1', '1.2.3-1+deb12u9', '1.2.3-1+deb12u10'],
    ['4.2.0-rc.1+build.5', '4.2.0-rc.1+build.10'],
  ]) {
    expect(new Set(tied.map(precedenceOf)).size).toBe(1);
    expect(tied.toSorted((one, other) => compare(versionKey(one), versionKey(other)))).toEqual(tied);
  }
});

const words = Object.values(families).flat(2);
const part = fc.constantFrom(
  ...'0 1 2 10 007 2026 a b rc dev alpha SNAPSHOT SP g2414721 é - . ~ + _ : ( | % *'.split(' '),
  ' ',
);
const version = fc.oneof(
  fc.constantFrom(...words),
  fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 64 }),
);

test('the order is total: no two versions have one key, and the precedence alone decides where it differs', () => {
  fc.assert(
    fc.property(version, version, (one, other) => {
      const order = compare(versionKey(one), versionKey(other));
      expect(order === 0).toBe(one === other);
      const byPrecedence = compare(precedenceOf(one), precedenceOf(other));
      if (byPrecedence !== 0) expect(order).toBe(byPrecedence);
    }),
    { numRuns: 2000 },
  );
});

test('a key is printable ASCII, and its first separator ends the precedence', () => {
  fc.assert(
    fc.property(version, (one) => {
      expect(versionKey(one)).toMatch(/^[ -~]*$/);
      expect(versionKey(one).startsWith(`${precedenceOf(one)}${separator}`)).toBe(true);
    }),
  );
});

test('a number counts by its value, whatever its length and wherever it stands', () => {
  const numberOf = fc.bigInt({ min: 0n, max: 10n ** 18n });
  const place = fc.constantFrom(
    'N',
    'vN',
    '4.N',
    '4.2-rc.N',
    '4.2rcN',
    '4.2-N',
    '4.2 SPN',
    '4.2~rcN',
    'N:1',
    '4.2-1ubuntuN',
  );
  fc.assert(
    fc.property(place, numberOf, numberOf, (place, one, other) => {
      const key = (value: bigint) => precedenceOf(place.replace('N', String(value)));
      expect(compare(key(one), key(other))).toBe(one < other ? -1 : Number(one > other));
    }),
  );
});
