import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { AssentStack } from '../../infra/stack.ts';

test('the AwsSolutions rules find nothing but what the stack acknowledges, each with its reason', () => {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'assent-nag-')) });
  new AssentStack(app, 'assent');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  // Throws with the list of what it found.
  expect(() => app.synth()).not.toThrow();
});
