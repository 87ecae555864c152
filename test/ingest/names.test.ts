import { expect, test } from 'vitest';
import { patterns } from '../../shared/catalog/patterns.ts';

test.each([
  'contoso',
  'Contoso-2.eu_west',
  'org-001b44113ab7',
  '1.2.3',
  '4.2.1.7.9',
  'a.b.c.d',
  '42',
  '7f3a9c1b',
])('%s may name an organization', (name) => expect(name).toMatch(patterns.organization));

test.each([
  ...['203.0.113.7', 'host-203.0.113.7', '203.0.113.7-host', '00-1b-44-11-3a-b7', '00.1B.44.11.3A.B7'],
  ...['', 'a b', 'a@example.org', 'fe80::1', 'a'.repeat(129)],
])('%s may not', (name) => expect(name).not.toMatch(patterns.organization));

test.each(['en', 'de-DE', 'zh-Hant-TW', 'sl-rozaj-biske-1994'])('%s is a language', (tag) =>
  expect(tag).toMatch(patterns.language),
);

test.each(['', 'de_DE', 'de--DE', 'aa-1b-44-11-3a-b7', '203-0-113-7', 'a'.repeat(9)])('%s is none', (tag) =>
  expect(tag).not.toMatch(patterns.language),
);
