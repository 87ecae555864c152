import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languageFor } from '../../functions/platform/negotiate.ts';
import { timeOf } from '../../shared/catalog/validate.ts';
import { isNil } from '../../shared/forms/id.ts';
import { languageOf } from '../../shared/forms/language.ts';
import { decoded, organizationOf } from '../../shared/forms/organization.ts';
import { plainText, versionOf } from '../../shared/forms/text.ts';

/** A table of spellings by the form they all have; under '' what has none. Anyone can add to it. */
const spellings = (file: string) =>
  Object.entries(
    JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as Record<string, string[]>,
  ).flatMap(([form, all]) => all.map((spelling) => [spelling, form || undefined] as const));

test.each(spellings('languages.json'))('the language %j is %s', (spelling, form) =>
  expect(languageOf(spelling)).toBe(form),
);

test.each(spellings('organizations.json'))('the organization %j is %s', (spelling, form) =>
  expect(organizationOf(spelling)).toBe(form),
);

test.each(spellings('times.json'))('the time %j is %s', (spelling, time) => {
  const read = timeOf(spelling);
  expect(Number.isNaN(read) ? undefined : new Date(read).toISOString()).toBe(time);
});

test.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['de_AT', 'de'],
  ['de_AT.UTF-8', 'de'],
  ['de_DE@euro', 'de'],
  ['fr_FR.UTF-8, de_CH;q=0.5', 'de'],
  ['en;q=0.1, de;q=0.9', 'de'],
  ['C', 'en'],
  ['xx_YY', 'en'],
  ['', 'en'],
])('who asks for the notice in %j gets it in %s', (asked, language) =>
  expect(languageFor(asked)).toBe(language),
);

test.each([
  ['6.1.0-rpi7-rpi-v8+', '6.1.0-rpi7-rpi-v8+'],
  ['10.0.22631 N/A Build 22631', '10.0.22631 N/A Build 22631'],
  ['5.15.0-1051-gke #59~20.04.1-Ubuntu', '5.15.0-1051-gke #59~20.04.1-Ubuntu'],
  [' 4.2.1\n', '4.2.1'],
  ['4.2\t1', '4.2 1'],
  ['v'.repeat(64), 'v'.repeat(64)],
  ['😀'.repeat(64), '😀'.repeat(64)],
  ['v'.repeat(65), undefined],
  ['😀'.repeat(65), undefined],
  ['', undefined],
  [' \u0000 ', undefined],
  ['4.2\ud800', undefined],
  [4.2, undefined],
])('the version %j is %s', (given, version) => expect(versionOf(given)).toBe(version));

test.each(['\0', '\n', '\x1b', '\x7f', '\x9b', '\u061c', '\u200f', '\u202e', '\u2066', '\u2069'])(
  'in a text %j is a space',
  (character) => expect(plainText(`a${character}b`)).toBe('a b'),
);

test('text that people read is left alone', () => {
  for (const text of ['naïve café', 'עברית', 'العربية', '語 😀', 'می‌خواهم', '👩‍💻']) {
    expect(plainText(text)).toBe(text);
  }
});

test.each([
  ['00000000-0000-0000-0000-000000000000', true],
  ['0'.repeat(32), true],
  ['0'.repeat(64), true],
  ['00000000-0000-0000-0000-000000000001', false],
  ['f'.repeat(32), false],
])('whether %s names nobody: %s', (id, nobody) => expect(isNil(id)).toBe(nobody));

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: fc.constantFrom(...'aA0.-_:@/\\~ ßİ½́'), maxLength: 200 }),
  fc.jsonValue(),
);

test('a form has itself as its form, whatever it was made of', () => {
  fc.assert(
    fc.property(anything, (given) => {
      for (const formOf of [languageOf, versionOf]) {
        const form = formOf(given);
        if (form !== undefined) expect(formOf(form)).toBe(form);
      }
    }),
    { numRuns: 2000 },
  );
});

test("an organization's name is short, in lower case, and the same when sent in its form, or encoded in a path", () => {
  fc.assert(
    fc.property(anything, (given) => {
      const name = organizationOf(given);
      if (name === undefined) return;
      expect(name).toMatch(/^[\p{L}\p{M}\p{Nd}](?:[\p{L}\p{M}\p{Nd}._-]*[\p{L}\p{M}\p{Nd}])?$/u);
      expect([...name].length).toBeLessThanOrEqual(128);
      expect(name.toLowerCase()).toBe(name);
      expect(organizationOf(decoded(encodeURIComponent(name)))).toBe(name);
    }),
    { numRuns: 2000 },
  );
});

test('the longest strings that a request can hold take no time', () => {
  const began = process.cpuUsage().user;
  for (const unit of ['a', '-', '_', '.', ',', '@', ':', '/', '~', '1.', 'a:', 'aa-', '\ufdfa', 'de-']) {
    const text = unit.repeat(2 ** 22 / unit.length);
    for (const formOf of [languageOf, organizationOf, versionOf]) formOf(text);
    for (const formOf of [languageOf, organizationOf, versionOf]) formOf(text.slice(0, 1024));
  }
  expect(process.cpuUsage().user - began).toBeLessThan(5_000_000);
});

test('what can not be decoded stands as it is', () => {
  expect(decoded('acme%20inc')).toBe('acme inc');
  expect(decoded('100%')).toBe('100%');
});
