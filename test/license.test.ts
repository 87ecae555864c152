import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expected } from '../shared/catalog/validate.ts';
import { normalizedKey } from '../shared/license.ts';

const letters = fc.constantFrom(...'ABCZ0189', 'É', 'Ж', '語', '٣');
const key = fc.array(letters, { minLength: 1 }).map((some) => some.join(''));
const separators = fc.stringMatching(/^[-_. /\t:{}]*$/, { maxLength: 3 });

test('a key is the same in whatever case and with whatever separators it is written', () => {
  fc.assert(
    fc.property(key, fc.func(separators), fc.boolean(), (key, between, lower) => {
      const spaced = [...key].map((letter, i) => between(i) + letter).join('') + between(-1);
      expect(normalizedKey(lower ? spaced.toLowerCase() : spaced)).toBe(key);
    }),
  );
});

test('keys that differ in a letter or a digit stay different, and normal ones stay as they are', () => {
  fc.assert(
    fc.property(key, key, (one, other) => {
      expect(normalizedKey(one) === normalizedKey(other)).toBe(one === other);
      expect(normalizedKey(normalizedKey(one))).toBe(normalizedKey(one));
    }),
  );
});

test('a license key is a text in which something is left once normalized', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 8 }), (text) => {
      const good = text.isWellFormed() && normalizedKey(text) !== '';
      expect(expected({ type: 'license_key' }, text) === undefined).toBe(good);
    }),
  );
  for (const wrong of ['', ' - ', '----', 5, null, 'A'.repeat(1025), 'A\ud800']) {
    expect(expected({ type: 'license_key' }, wrong)).toBeDefined();
  }
});
