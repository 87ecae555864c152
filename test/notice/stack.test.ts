import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { Template } from '../../local/template.ts';
import { languages } from '../../shared/notice/languages.ts';
import { said } from './said.ts';

const template = new Template(inject('stack'));
const properties = (type: string, id = '') =>
  template.ofType(type).find((resource) => resource.id.startsWith(id))?.properties ?? {};

test.for(languages)('in %s, the periods are those that the stack is deployed with', async (language) => {
  const expiry = (prefix: string): number =>
    properties('AWS::S3::Bucket').LifecycleConfiguration.Rules.find(
      (rule: { Prefix?: string }) => rule.Prefix === prefix,
    ).ExpirationInDays;
  const kept = await said(language, 'kept');
  // A row of each, after the heading, the text and the heads of the table.
  const [events, landing, , , , backups, logs] = kept.slice(4).filter((_, i) => i % 2 === 1);
  expect(events).toContain(
    properties('AWS::Lambda::Function', 'Lake').Environment.Variables.RETENTION_MONTHS,
  );
  expect(landing).toContain(`${expiry('landing/')} `);
  expect(['results/', 'exports/', 'requests/', 'imports/'].map(expiry)).toEqual([1, 1, 1, 1]);
  const { PointInTimeRecoverySpecification } = properties('AWS::DynamoDB::Table');
  expect(backups).toContain(`${PointInTimeRecoverySpecification.RecoveryPeriodInDays} `);
  expect(logs).toContain(`${properties('AWS::Logs::LogGroup').RetentionInDays} `);
});

test('the function that serves it is small, and may do nothing but write its log', () => {
  const [notice] = template.ofType('AWS::Lambda::Function').filter(({ id }) => id.startsWith('Public'));
  expect(notice?.properties.MemorySize).toBe(128);
  const policies = template
    .ofType('AWS::IAM::Policy')
    .filter(({ properties }) => JSON.stringify(properties.Roles).includes('PublicRole'));
  const actions = policies.flatMap(({ properties }) =>
    properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: string[] }) => Action),
  );
  expect(actions.toSorted()).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
  const folder = template.codeOf(notice as NonNullable<typeof notice>);
  const files = readdirSync(folder).map((name) => join(folder, name));
  expect(files.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(200_000);
  for (const file of files) expect(readFileSync(file, 'utf8')).not.toContain('@aws-sdk');
});
