import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { synthesize } from '../local/synth.ts';

/**
 * The stack, synthesized once for all tests: they run what a deployment would ship. What they leave in the folder for
 * temporary files goes with it: their processes are ended before they could tidy up.
 */
export default async function setup({ provide }: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'assent-tests-'));
  process.env.TMPDIR = folder;
  const stack = join(folder, 'stack');
  await synthesize(stack);
  provide('stack', stack);
  return () => rmSync(folder, { recursive: true, force: true });
}

declare module 'vitest' {
  interface ProvidedContext {
    stack: string;
  }
}
