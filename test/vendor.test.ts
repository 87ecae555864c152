import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const command = resolve(import.meta.dirname, '..', 'cli', 'notice.ts');

/** The one test of what the vendor wrote: all others rest on test/pinned. If it fails, it says what to do. */
test("the vendor's catalog and settings are right, and the notice that they make is released", async () => {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const args = [command, '--out', mkdtempSync(join(tmpdir(), 'assent-vendor-'))];
  const { stderr } = await promisify(execFile)(process.execPath, args, { env });
  expect(stderr).not.toContain('released');
});
