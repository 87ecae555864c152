import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scrub } from '../../functions/ingest/scrub.ts';

/** The lines of an example file, without comments, with what they write by escapes. */
const lines = (name: string) =>
  readFileSync(new URL(`../examples/scrub/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !/^# /.test(line))
    .map((line) =>
      line.replace(/\\(?:([nrt\\])|u\{([0-9a-f]+)\})/g, (_, sign?: string, hex?: string) =>
        sign
          ? ({ n: '\n', r: '\r', t: '\t' }[sign] ?? sign)
          : String.fromCodePoint(Number.parseInt(`${hex}`, 16)),
      ),
    );

const masked = lines('masked').map((line) => line.split(' || '));
const kept = lines('kept');

test.each(masked)('%s is masked', (text, ...secrets) => {
  const scrubbed = scrub(text);
  expect(scrubbed).toMatch(/\[(?:ip|mac|email|user|host)\]/);
  for (const secret of secrets) expect(scrubbed.normalize('NFKC')).not.toContain(secret.normalize('NFKC'));
  expect(scrub(scrubbed)).toBe(scrubbed);
});

test.each(kept)('%s is kept', (text) => {
  expect(scrub(text)).toBe(text);
});
