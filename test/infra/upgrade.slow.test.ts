import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, onTestFinished, test } from 'vitest';
import { Checkout } from '../checkout.ts';
import stateful from './stateful.json' with { type: 'json' };

type Template = {
  Resources: Record<
    string,
    { Type: string; Properties: Record<string, never>; DeletionPolicy?: string; UpdateReplacePolicy?: string }
  >;
};
const read = (folder: string): Template =>
  JSON.parse(readFileSync(join(folder, 'assent.template.json'), 'utf8'));
const { Resources } = read(inject('stack'));

/**
 * What holds data, or an address that is known outside: CloudFormation would replace one whose ID changes, or whose
 * properties beside it here do, by an empty one. Change stateful.json only together with a way to move what it holds.
 */
test('what holds state keeps its ID, and what it can not change without being replaced', () => {
  for (const [id, { Type, ...properties }] of Object.entries(stateful)) {
    expect(Resources[id], id).toMatchObject({ Type, Properties: properties });
  }
  const types = new Set(Object.values(stateful).map(({ Type }) => Type));
  const holders = Object.entries(Resources).filter(([, { Type }]) => types.has(Type));
  expect(holders.map(([id]) => id).sort()).toEqual(Object.keys(stateful).sort());
});

test('data, and the secrets that tell licenses apart and prove consent, outlive the stack', () => {
  const outliving = Object.values(Resources)
    .filter(({ DeletionPolicy = 'Delete' }) => DeletionPolicy !== 'Delete')
    .map(({ Type, DeletionPolicy, UpdateReplacePolicy }) => [Type, DeletionPolicy, UpdateReplacePolicy]);
  // But for the table, which is protected, they go with a first deployment that fails, and don't stop the next one.
  expect(outliving.sort()).toEqual([
    ['AWS::DynamoDB::Table', 'Retain', 'Retain'],
    ['AWS::Glue::Database', 'RetainExceptOnCreate', 'Retain'],
    ['AWS::S3::Bucket', 'RetainExceptOnCreate', 'Retain'],
    ['AWS::SecretsManager::Secret', 'RetainExceptOnCreate', 'Retain'],
    ['AWS::SecretsManager::Secret', 'RetainExceptOnCreate', 'Retain'],
  ]);
});

test('from another folder the template is the same to the letter, but for the one function whose code changed', async () => {
  const checkout = new Checkout();
  onTestFinished(() => checkout.remove());
  // A comment and a local name in code that every function shares, and what one function answers.
  checkout.edit('shared/limits.ts', 'const KiB = 1024;', '// A kibibyte.\nconst KiB = 1024;');
  checkout.edit(
    'functions/platform/digest.ts',
    "(text: string): string => createHash('sha256').update(text)",
    "(secret: string): string => createHash('sha256').update(secret)",
  );
  checkout.edit('functions/public/handler.ts', "status: 'ok' }", "status: 'fine' }");
  const out = mkdtempSync(join(checkout.folder, 'cdk-'));
  const env = { ...process.env, CDK_OUTDIR: out };
  await promisify(execFile)(process.execPath, ['infra/app.ts'], { cwd: checkout.folder, env });

  const changed = read(out).Resources;
  const differing = Object.keys(Resources).filter(
    (id) => JSON.stringify(changed[id]) !== JSON.stringify(Resources[id]),
  );
  expect(differing).toEqual([expect.stringMatching(/^Public[0-9A-F]{8}$/)]);
  const [info = ''] = differing;
  const Code = changed[info]?.Properties.Code;
  expect(changed).toEqual({
    ...Resources,
    [info]: { ...Resources[info], Properties: { ...Resources[info]?.Properties, Code } },
  });
});
