import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scrub } from '../../functions/ingest/scrub.ts';

test.each(
  [
    'export_pdf|Export as PDF …|naïve café|日本語。|½ ﬁ ①|de-DE|a/b/c.txt|https://example.com/home|#ff00aa|a @ b|@mention',
    '10:00:05|2026-11-22T10:00:05.123Z|2026-11-22 10:00|22.11.2026|11/22/2026|202611221000',
    '0b0f4c1e-8d0e-4a64-9b61-0c2d6d3f6f11|00000000-0000-0000-0000-000000000000',
    'C++ std::vector|Foo::Bar|v8::Context|Win32::File|std::add|::|a :: b',
    '$1,299.00|1.234,56 €|12.50|4.2.1|50%|100%25|%USERPROFILE%|5 - 3 - 2 - 1|+49 30 1234567',
  ].flatMap((line) => line.split('|')),
)('%s looks a little like an address, and is left as it is', (text) => {
  expect(scrub(text)).toBe(text);
});

test('any UUID is left as it is, but one that holds a MAC address', () => {
  fc.assert(
    fc.property(fc.uuid({ version: [3, 4, 5, 7, 8] }), (uuid) => {
      expect(scrub(uuid)).toBe(uuid);
    }),
  );
});

test('any words, and any time of any day, are left as they are', () => {
  const word = fc.stringMatching(/^[A-Za-zÀ-öø-ÿ_]{1,11}$/);
  const time = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999') });
  const part = fc.oneof(
    word,
    time.map((at) => at.toISOString()),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      expect(scrub(parts.join(' '))).toBe(parts.join(' '));
    }),
  );
});
