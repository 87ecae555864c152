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

test.each([
  ['an organization that is a list', { organization_id: ['contoso'] }, 'taken'],
  ['a context that is a text', { context: 'none' }, 'taken'],
  ['no time', { sent_at: undefined }, 'taken'],
  ['no installation', { installation_id: undefined }, 'body_invalid'],
  [
    'a nil UUID for an installation',
    { installation_id: '00000000-0000-0000-0000-000000000000' },
    'body_invalid',
  ],
  ['events that are no list', { events: {} }, 'body_invalid'],
])('a batch with %s is %s', (_, changes, reason) => {
  expect(reasonOf({ ...example(), ...changes })).toBe(reason);
});

test('what is deep is left out without being walked', () => {
  const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
  for (const name of ['context', 'sent_at', 'organization_id', 'more']) {
    expect(reasonOf({ ...example(), [name]: deep })).toBe('taken');
  }
  expect(reasonOf({ ...example(), installation_id: deep })).toBe('body_invalid');
});

test('no name that every object has is taken for a declared one', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const batch = readBatch({ ...example(), ...JSON.parse(`{"${name}":{}}`), [name]: {} }) as Batch;
    expect(batch.ignored.paths).toEqual(['/*']);
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
