import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { synthesize } from '../local/synth.ts';

/** The stack, synthesized once for all tests: they run what a deployment would ship. */
export default async function setup({ provide }: TestProject) {
  const stack = mkdtempSync(join(tmpdir(), 'assent-stack-'));
  await synthesize(stack);
  provide('stack', stack);
  return () => rmSync(stack, { recursive: true, force: true });
}

declare module 'vitest' {
  interface ProvidedContext {
    stack: string;
  }
}
