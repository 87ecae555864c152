import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { afterAll } from 'vitest';
import { settings } from '#vendor/settings';
import { AssentStack } from '../infra/stack.ts';
import type { Settings } from '../shared/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'assent-stacks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The stack as another vendor would set it, synthesized into a folder of its own; returns the folder. */
export function stackWith(change: Partial<Settings>, region?: string): string {
  const outdir = mkdtempSync(join(folder, 'stack-'));
  const app = new App({ outdir, analyticsReporting: false });
  new AssentStack(app, 'assent', { settings: { ...settings, ...change }, region });
  app.synth();
  return outdir;
}
