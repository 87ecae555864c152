import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Batch, readBatch } from '../../functions/ingest/batch.ts';
import { Problem } from '../../functions/platform/problem.ts';
import { batchFields, contextFields } from '../../shared/catalog/catalog.ts';
import { limits } from '../../shared/limits.ts';
import { example } from '../examples/examples.ts';
import { objectOf, tells } from './hostile.ts';

const reasonOf = (body: unknown) => {
  const batch = readBatch(body);
  return batch instanceof Problem ? batch.reason : 'taken';
};
const withContext = (context: unknown) => ({ ...example(), context });

test('a batch is read with its IDs in lower case and its time in milliseconds', () => {
  const body = { ...example('other-spellings'), sent_at: '2026-11-22T12:00:05.5+02:00' };
  const batch = readBatch(body) as Batch;
  expect(batch.installation_id).toBe(body.installation_id.toLowerCase());
  expect(batch.organization_id).toBe('contoso.example');
  expect(batch.sent_at).toBe(Date.UTC(2026, 10, 22, 10, 0, 5, 500));
  expect(batch.events).toBe(body.events);
});

test('a batch needs no organization and no context', () => {
  expect(readBatch(example('least'))).toMatchObject({ organization_id: undefined, context: {} });
});

test('a batch may have 500 events, and no more', () => {
  const [event] = example().events;
  const events = Array.from({ length: limits.events }, () => event);
  expect(reasonOf({ ...example(), events })).toBe('taken');
  expect(reasonOf({ ...example(), events: [...events, event] })).toBe('too_many_events');
});

test('a string may have 1,024 characters, and no more', () => {
  expect(reasonOf(withContext({ os_name: '語'.repeat(limits.stringLength) }))).toBe('taken');
  expect(reasonOf(withContext({ os_name: '語'.repeat(limits.stringLength + 1) }))).toBe('body_invalid');
  expect(reasonOf({ ...example(), organization_id: 'a'.repeat(128) })).toBe('taken');
  expect(reasonOf({ ...example(), organization_id: 'a'.repeat(129) })).toBe('body_invalid');
  expect(reasonOf({ ...example(), organization_id: '' })).toBe('body_invalid');
});

test.each([
  ['0', 'taken'],
  ['-0', 'taken'],
  ['9007199254740991', 'taken'],
  ['9007199254740992', 'body_invalid'],
  ['1e400', 'body_invalid'],
  ['-1', 'body_invalid'],
  ['0.5', 'body_invalid'],
  ['"16"', 'body_invalid'],
  ['true', 'body_invalid'],
  ['null', 'body_invalid'],
])('%s processor cores: %s', (cores, reason) => {
  expect(reasonOf(withContext(JSON.parse(`{"cpu_cores":${cores}}`)))).toBe(reason);
});

test.each([
  ['U+0000', 'a\0b'],
  ['the first half of a pair', '\ud83d'],
  ['the second half of a pair', '\ude00'],
])('%s, which no text file can hold, is refused', (_, text) => {
  expect(reasonOf(withContext({ gpu_name: text }))).toBe('body_invalid');
  expect(reasonOf(withContext({ gpu_name: '😀' }))).toBe('taken');
});

test('what is deep is refused without being walked', () => {
  const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
  expect(reasonOf(withContext({ os_name: deep }))).toBe('body_invalid');
  expect(reasonOf(withContext(deep))).toBe('body_invalid');
  expect(reasonOf({ ...example(), installation_id: deep })).toBe('body_invalid');
});

test('no name that every object has is taken for a declared one', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const field = JSON.parse(`{"${name}":{}}`);
    expect(reasonOf({ ...example(), ...field, [name]: {} })).toBe('body_invalid');
    expect(reasonOf(withContext(field))).toBe('body_invalid');
  }
});

test('whatever is sent is read or refused, in words that repeat nothing of it', () => {
  const bodies = fc
    .tuple(
      objectOf([...Object.keys(batchFields), 'sent_at', 'context', 'events']),
      objectOf(Object.keys(contextFields)),
    )
    .map(([changes, context]) => ({ ...example(), context, ...changes }));
  fc.assert(
    fc.property(fc.oneof(bodies, fc.jsonValue()), (body) => {
      const batch = readBatch(body);
      if (batch instanceof Problem) expect(tells(batch.detail)).toBe(false);
    }),
    { numRuns: 1000 },
  );
});
