import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mistakes } from '../../shared/catalog/catalog.check.ts';
import type { EventDeclaration } from '../../shared/catalog/field.ts';
import { refused, taken } from './catalogs.ts';

test('what the tests rest on is right', () => {
  expect(mistakes()).toEqual([]);
});

test.for(refused)(
  '%s is refused, in one sentence with its place',
  ([, yours, sentence, noticeVersion = 1]) => {
    const found = mistakes({ yours, noticeVersion });
    expect(found).toEqual([expect.stringContaining(sentence)]);
    expect(found[0]).toMatch(/^[^\n]+\.$/);
  },
);

test.for(taken)('%s is taken', ([, yours, noticeVersion = 1]) => {
  expect(mistakes({ yours, noticeVersion })).toEqual([]);
});

const most = { numRuns: 2000 };
test('whatever a catalog holds, it is taken or refused in sentences', () => {
  const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true });
  const held = fc.oneof(
    anything,
    fc.constantFrom(Symbol('s'), /a/g, () => 1, new Date(Number.NaN)),
  );
  const key = (...known: string[]) => fc.oneof(fc.constantFrom(...known), fc.string());
  const keys = ['type', 'since', 'description', 'allowed', 'pattern', 'free_text', 'minimum', 'maximum'];
  const field = fc.oneof(held, fc.dictionary(key(...keys), held));
  const properties = fc.oneof(held, fc.dictionary(fc.string(), field));
  const event = fc.record({ since: held, purpose: held, justification: held, properties });
  const yours = fc.oneof(held, fc.dictionary(fc.string(), fc.oneof(held, event)));
  fc.assert(
    fc.property(yours, fc.oneof(fc.constant(1), held), (catalog, noticeVersion) => {
      for (const sentence of mistakes({ yours: catalog, noticeVersion })) expect(sentence).toMatch(/\.$/);
    }),
    most,
  );
});

test('the type check finds what a declaration leaves unsaid', () => {
  const common = { since: 1, answers: 'vendor: test', description: 'An event.', properties: {} } as const;
  const text = { ...common, type: 'string' } as const;
  // @ts-expect-error: it must say why it is strictly necessary.
  const essential: EventDeclaration = { ...common, purpose: 'essential' };
  // @ts-expect-error: it must say what it may hold.
  const anything: EventDeclaration = { ...common, purpose: 'usage', properties: { text } };
  const pattern = { ...text, pattern: /^a$/ } as const;
  // @ts-expect-error: the notice prints the words.
  const unsaid: EventDeclaration = { ...common, purpose: 'usage', properties: { pattern } };
  for (const one of [essential, anything, unsaid])
    expect(mistakes({ yours: { one }, noticeVersion: 1 })).not.toEqual([]);
});
