import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowance, scrub } from '../../functions/ingest/scrub.ts';
import { worst } from '../examples/scrub.ts';

/** How many characters were looked at, each reading counted. */
function lookedAt(text: string): number {
  const left = { characters: 1e9 };
  scrub(text, left);
  return 1e9 - left.characters;
}

/** Three rounds of at most six readings, each taken off once and looked at once, no longer than twice the text. */
const most = (text: string) => 3 * 2 * 6 * (2 * text.length + 64);

test('no text is looked at more than a fixed number of times', () => {
  const symbols = fc.string({
    unit: fc.constantFrom(
      ...':.%[]/\\@~-_"\'025fA１ﷺ١x= ',
      '::',
      'users\\',
      '/home/',
      '%25',
      '.1',
      '@_b',
      'a@',
    ),
    maxLength: 300,
  });
  fc.assert(
    fc.property(symbols, (text) => {
      expect(lookedAt(text)).toBeLessThanOrEqual(most(text));
    }),
  );
  for (const text of worst) expect(lookedAt(text)).toBeLessThanOrEqual(most(text));
});

test('masks that make room for others, again and again, end in [encoded]', () => {
  expect(scrub('/home/bob'.repeat(80))).toBe('[encoded]');
});

test('a batch of the worst is looked at no more than its allowance, and loses only what calls for a look', () => {
  for (const text of worst) {
    const left = allowance();
    const scrubbed = Array.from({ length: 1000 }, () => scrub(text, left));
    // The last look may be at one text too many.
    expect(left.characters).toBeGreaterThan(-4 * text.length);
    expect(left.characters).toBeLessThan(0);
    expect(scrubbed.at(-1)).toBe('[encoded]');
    expect(scrub('Export as PDF', left)).toBe('Export as PDF');
  }
});

test('the allowance is enough for 500 events whose texts are full of addresses', () => {
  const left = allowance();
  const text = 'open C:\\Users\\bob\\plan.dwg by bob@example.com from 10.0.0.1: not found. '
    .repeat(4)
    .slice(0, 235);
  for (let event = 0; event < 500; event++) expect(scrub(text, left)).not.toBe('[encoded]');
});
