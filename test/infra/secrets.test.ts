import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, inject, test } from 'vitest';
import { importColumns } from '../../shared/entitlements.ts';

const template = Template.fromJSON(
  JSON.parse(readFileSync(join(inject('stack'), 'assent.template.json'), 'utf8')),
);
const secrets = Object.entries(template.findResources('AWS::SecretsManager::Secret'));
const idOf = (name: string) => secrets.find(([id]) => id.startsWith(name))?.[0] as string;
const [licenses, proofs] = [idOf('LicenseSecret'), idOf('ProofSecret')];

/** Names as they stand before CDK's hash. */
const named = (ids: string[]) => ids.map((id) => id.replace(/[0-9A-F]{8}$/, '')).sort();

/** What a role may do, an action and a resource a line. */
function allowed(role: string): string[] {
  const policies = Object.values(template.findResources('AWS::IAM::Policy')).filter(({ Properties }) =>
    Properties.Roles.some(({ Ref }: { Ref: string }) => named([Ref])[0] === role),
  );
  return policies
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((on) => `${action} ${JSON.stringify(on)}`)),
    );
}

test('the secrets are made by the stack, kept when the stack goes, and rotated by no schedule', () => {
  expect(secrets).toHaveLength(2);
  for (const [, secret] of secrets) {
    expect(secret).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: { GenerateSecretString: { PasswordLength: 64 } },
    });
  }
  expect(template.findResources('AWS::SecretsManager::RotationSchedule')).toEqual({});
});

/** What the functions may do with a secret, and which are told of it. */
function around(secret: string) {
  const lambdas = Object.entries(template.findResources('AWS::Lambda::Function'));
  const told = lambdas.filter(([, lambda]) => JSON.stringify(lambda).includes(secret));
  const roles = named(Object.keys(template.findResources('AWS::IAM::Role')));
  const may = roles.flatMap((role) =>
    allowed(role)
      .filter((line) => line.startsWith('secretsmanager') && line.includes(secret))
      .map((line) => `${role} ${line.split(' ')[0]}`),
  );
  return { told: named(told.map(([id]) => id)), may };
}

test('only ingest and admin know of the license secret, and may read it', () => {
  expect(around(licenses)).toEqual({
    told: ['Admin', 'Ingest'],
    may: ['AdminRole secretsmanager:GetSecretValue', 'IngestRole secretsmanager:GetSecretValue'],
  });
});

test('what makes proofs may read what signs them, and admin alone may replace it', () => {
  expect(around(proofs)).toEqual({
    told: ['Admin', 'Consent', 'Rights'],
    may: [
      'AdminRole secretsmanager:GetSecretValue',
      'AdminRole secretsmanager:PutSecretValue',
      'ConsentRole secretsmanager:GetSecretValue',
      'RightsRole secretsmanager:GetSecretValue',
    ],
  });
});

test('admin changes entitlements, and no other table', () => {
  const may = allowed('AdminRole');
  const tables = may.flatMap((line) => /^glue:(?:Create|Update).*:table\/([^"]*)/.exec(line)?.[1] ?? []);
  expect(new Set(tables)).toEqual(new Set(['usage/entitlements']));
  const prefixes = may
    .filter((line) => /^s3:PutObject/.test(line))
    .flatMap((line) => /"\/([^"]*)"\]/.exec(line)?.[1] ?? []);
  expect(new Set(prefixes)).toEqual(
    new Set(['imports/*', 'requests/*', 'tables/entitlements/*', 'results/*']),
  );
});

test('what an import stages has the columns of its table, and is gone after a day', () => {
  const [table] = Object.values(
    template.findResources('AWS::Glue::Table', {
      Properties: { TableInput: { Name: 'entitlements_import' } },
    }),
  );
  const columns = table?.Properties.TableInput.StorageDescriptor.Columns;
  expect(columns).toEqual(Object.entries(importColumns).map(([Name, Type]) => ({ Name, Type })));
  const [bucket] = Object.values(template.findResources('AWS::S3::Bucket'));
  expect(bucket?.Properties.LifecycleConfiguration.Rules).toContainEqual(
    expect.objectContaining({ Prefix: 'imports/', ExpirationInDays: 1 }),
  );
});
