import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../infra/bundle.ts';

test('what signs proofs is no part of the function that takes events', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assent-bundle-'));
  const inputs = Object.keys(build(resolve('functions/ingest/handler.ts'), folder).inputs);
  expect(inputs).toContain('functions/ingest/check.ts');
  expect(inputs.filter((path) => /jose|proof/.test(path))).toEqual([]);
  rmSync(folder, { recursive: true });
});
