import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check, Rejected, rejection } from '../../functions/ingest/check.ts';
import { eventFields } from '../../shared/catalog/catalog.ts';
import { limits } from '../../shared/limits.ts';
import { consentUnder, example } from '../examples/examples.ts';
import { objectOf, tells } from './hostile.ts';
import { termsUnder } from './rows.ts';

const now = Date.parse('2026-11-22T10:00:05.000Z');
const at = (offset: number) => new Date(now + offset).toISOString();
const good = { ...example().events[0], occurred_at: at(0) };
const reasonOf = (changes: object) => {
  const checked = check({ ...good, ...changes }, termsUnder(consentUnder()), now);
  return checked instanceof Rejected ? checked.reason : 'taken';
};

test('an event may be 400 days old or a day ahead, and no more', () => {
  expect(reasonOf({ occurred_at: at(-limits.oldestEvent) })).toBe('taken');
  expect(reasonOf({ occurred_at: at(-limits.oldestEvent - 1) })).toBe('time_out_of_range');
  expect(reasonOf({ occurred_at: at(limits.newestEvent) })).toBe('taken');
  expect(reasonOf({ occurred_at: at(limits.newestEvent + 1) })).toBe('time_out_of_range');
  expect(reasonOf({ occurred_at: '2026-11-23T12:00:05+02:00' })).toBe('taken');
  expect(reasonOf({ occurred_at: '2026-11-23T12:00:06+02:00' })).toBe('time_out_of_range');
});

test('an event may have 32 KiB of JSON, and no more, in whatever letters', () => {
  const unit = fc.constantFrom('a', '"', '\n', '\u0001', 'é', '語', '😀');
  fc.assert(
    fc.property(unit, fc.integer({ min: -2, max: 2 }), (unit, over) => {
      const bytes = (event: object) => Buffer.byteLength(JSON.stringify(event));
      const event = { ...good, properties: { feature: '', other: '' } };
      const room = limits.eventBytes + over - bytes(event);
      const each = bytes([unit]) - bytes(['']);
      event.properties = { feature: unit.repeat(room / each), other: 'a'.repeat(room % each) };
      expect(reasonOf(event)).toBe(over > 0 ? 'event_too_large' : 'event_invalid');
    }),
  );
});

test.each([
  ['a'.repeat(32), 'taken'],
  ['A'.repeat(128), 'taken'],
  ['0b0f4c1e-8d0e-4a64-9b61-0c2d6d3f6f11', 'taken'],
  ['a'.repeat(31), 'not_pseudonymous'],
  ['a'.repeat(129), 'not_pseudonymous'],
  ['{0b0f4c1e-8d0e-4a64-9b61-0c2d6d3f6f11}', 'not_pseudonymous'],
  ['', 'not_pseudonymous'],
])('the user %s is %s', (user_id, reason) => {
  expect(reasonOf({ user_id })).toBe(reason);
});

test('a string may have 1,024 characters, and no more', () => {
  expect(reasonOf({ properties: { feature: '😀'.repeat(limits.stringLength / 2) } })).toBe('taken');
  expect(reasonOf({ properties: { feature: 'a'.repeat(limits.stringLength + 1) } })).toBe('event_invalid');
});

test.each([
  ['-0', 'taken'],
  ['9007199254740991', 'taken'],
  ['1e400', 'event_invalid'],
  ['9007199254740992', 'event_invalid'],
])('a count of %s is %s', (count, reason) => {
  expect(reasonOf({ properties: JSON.parse(`{"count":${count}}`) })).toBe(reason);
});

test.each([
  ['0.5', 'taken'],
  ['1e308', 'taken'],
  ['1e400', 'event_invalid'],
  ['-0.5', 'event_invalid'],
])('a share of the processor of %s is %s', (cpu_percent, reason) => {
  const properties = JSON.parse(`{"cpu_percent":${cpu_percent}}`);
  expect(reasonOf({ event_name: 'resource_usage_reported', properties })).toBe(reason);
});

test('what is deep is refused, or left out, without being walked', () => {
  const deep = JSON.parse('{"a":'.repeat(50_000) + 1 + '}'.repeat(50_000));
  for (const changes of [{ properties: deep }, { properties: { feature: deep } }, { event_id: deep }]) {
    expect(reasonOf(changes)).toBe('event_invalid');
  }
  expect(reasonOf({ user_id: deep })).toBe('not_pseudonymous');
  for (const changes of [{ user_role: deep }, { sequence: deep }, { more: deep }]) {
    expect(reasonOf(changes)).toBe('taken');
    // Also where the rest has to be measured.
    expect(reasonOf({ ...changes, properties: { feature: 'a'.repeat(1024), ...big } })).toBe('event_invalid');
  }
});
const big = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`p${i}`, 'a'.repeat(1024)]));

test('whatever an event holds, it is taken or rejected in words that repeat nothing of it', () => {
  const events = fc
    .tuple(
      objectOf([...Object.keys(eventFields), 'properties']),
      objectOf(['feature', 'count', 'duration_ms']),
    )
    .map(([changes, properties]) => ({ ...good, properties, ...changes }));
  fc.assert(
    fc.property(fc.oneof(events, fc.jsonValue()), (event) => {
      const checked = check(event, termsUnder(consentUnder()), now);
      if (checked instanceof Rejected)
        expect(tells(JSON.stringify(rejection(0, event, checked)))).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test('a bad event does nothing to its neighbors', () => {
  const bad = fc.oneof(objectOf(Object.keys(eventFields)), fc.jsonValue());
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constant(good), bad)), (events) => {
      const taken = events.filter(
        (event) => !(check(event, termsUnder(consentUnder()), now) instanceof Rejected),
      );
      expect(taken).toEqual(events.filter((event) => event === good));
    }),
  );
});
