import { expect, test } from 'vitest';
import type { Decided, Decision } from '../../shared/consent.ts';
import { after, decided } from './decisions.ts';

test.each<[string, Decided[], Decision]>([
  ['the first decision counts', [decided('granted', 1, 2)], 'granted'],
  ['so it does with a clock before 1970', [decided('granted', -86_400_000, 2)], 'granted'],
  ['a refusal ends a grant', [decided('granted', 1, 2), decided('refused', 3, 4)], 'refused'],
  [
    'a withdrawal ends a grant, even of a later date',
    [decided('granted', 3, 3), decided('withdrawn', 1, 4)],
    'withdrawn',
  ],
  ['a later grant ends a refusal', [decided('refused', 1, 2), decided('granted', 3, 4)], 'granted'],
  ['a grant decided earlier does not', [decided('refused', 2, 3), decided('granted', 1, 4)], 'refused'],
  [
    'a grant decided at the same time does not',
    [decided('withdrawn', 2, 3), decided('granted', 2, 4)],
    'withdrawn',
  ],
  [
    'a grant from a clock ahead ends with the next no',
    [decided('granted', 99, 2), decided('refused', 3, 4)],
    'refused',
  ],
  ['and it does not come back', [decided('refused', 3, 4), decided('granted', 99, 2)], 'refused'],
  [
    'a no from a clock ahead does not bar later grants',
    [decided('refused', 99, 2), decided('granted', 3, 4)],
    'granted',
  ],
  [
    'a refusal after a withdrawal is a refusal',
    [decided('withdrawn', 1, 2), decided('refused', 3, 4)],
    'refused',
  ],
])('%s', (_, history, decision) => {
  expect(after(...history)?.decision).toBe(decision);
});

test('a new grant replaces the one before, and an old one sent again does not', () => {
  const old = decided('granted', 1, 2, { purposes: ['usage', 'environment'] });
  const narrow = decided('granted', 3, 4, { purposes: ['usage'], notice_version: 2 });
  expect(after(old, narrow)).toMatchObject({ purposes: ['usage'], notice_version: 2, recorded_at: 4 });
  expect(after(old, narrow, old)).toEqual(after(old, narrow));
});

test('leaving the organization out of a later decision does not get round its administrator', () => {
  const history = [decided('granted', 1, 2, { organization_id: 'contoso' }), decided('granted', 3, 4)];
  expect(after(...history)?.organization_id).toBe('contoso');
  expect(after(...history, decided('granted', 5, 6, { organization_id: 'fabrikam' }))?.organization_id).toBe(
    'fabrikam',
  );
});

test('an older grant that arrives after a newer, narrower one does not widen it again', () => {
  const wide = decided('granted', 10, 30, { receipt_id: 'wide', purposes: ['usage', 'environment'] });
  const narrow = decided('granted', 20, 21, { receipt_id: 'narrow', purposes: ['usage'] });
  expect(after(narrow, wide)?.purposes).toEqual(['usage']);
  expect(after(wide, narrow)?.purposes).toEqual(['usage']);
});
