import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scrub } from '../../functions/ingest/scrub.ts';
import { kept, masked } from '../examples/scrub.ts';

const mask = /\[(?:ip|mac|email|user|host)\]/;

test.each(masked)('$text is masked', ({ text, secrets }) => {
  const scrubbed = scrub(text);
  expect(scrubbed).toMatch(mask);
  expect(secrets).not.toHaveLength(0);
  for (const secret of secrets) {
    expect(text.normalize('NFKC')).toContain(secret.normalize('NFKC'));
    expect(scrubbed.normalize('NFKC')).not.toContain(secret.normalize('NFKC'));
  }
  expect(scrub(scrubbed)).toBe(scrubbed);
});

test.each(kept)('%s is kept', (text) => {
  expect(scrub(text)).toBe(text);
});

test('docs/privacy.md says how many of each there are', () => {
  const docs = readFileSync(new URL('../../docs/privacy.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');
  expect(docs).toContain(`${masked.length} texts that must be masked`);
  expect(docs).toContain(`${kept.length} that must be kept`);
});
