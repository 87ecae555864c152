import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { assumed } from '../../costs/measured.ts';

const json = JSON.parse(readFileSync(join(inject('stack'), 'assent.template.json'), 'utf8'));
type Resource = { Type: string; Properties: Record<string, never> };
const ofType = (type: string) =>
  Object.entries(json.Resources as Record<string, Resource>).filter(([, { Type }]) => Type === type);
const alarms = ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
const [[topic] = [], ...others] = ofType('AWS::SNS::Topic');

test('what would lose, delay or keep data sounds an alarm', () => {
  const watched = alarms.map(
    ({ AlarmName, Namespace, MetricName, Threshold, EvaluationPeriods, Period, TreatMissingData }) =>
      `${AlarmName}: ${Namespace} ${MetricName}, ${Threshold}, ${EvaluationPeriods} × ${Period} s, ${TreatMissingData}`,
  );
  expect(watched.sort()).toEqual([
    'assent-api-faults: AWS/ApiGateway 5xx, 0.01, 3 × 300 s, notBreaching',
    'assent-canary-failed: Assent CanaryFailures, 0, 1 × 3600 s, ignore',
    'assent-delivery-late: AWS/Firehose DeliveryToS3.DataFreshness, 1800, 2 × 300 s, notBreaching',
    'assent-erasure-overdue: Assent OverdueErasures, 0, 1 × 3600 s, ignore',
    'assent-ingest-errors: AWS/Lambda Errors, 0, 3 × 300 s, notBreaching',
    'assent-ingest-throttled: AWS/Lambda Throttles, 0, 3 × 300 s, notBreaching',
    'assent-lake-errors: AWS/Lambda Errors, 1, 1 × 3600 s, notBreaching',
    'assent-refresh-late: Assent Refreshed, 1, 3 × 3600 s, breaching',
    'assent-stream-throttled: AWS/Firehose ThrottledRecords, 0, 3 × 300 s, notBreaching',
    'assent-tables-differ: Assent DifferingRows, 0, 1 × 3600 s, ignore',
  ]);
});

test('every alarm, and its end, goes to the one topic, which takes them over TLS only', () => {
  expect(others).toEqual([]);
  for (const { AlarmActions, OKActions } of alarms) {
    expect([AlarmActions, OKActions]).toEqual([[{ Ref: topic }], [{ Ref: topic }]]);
  }
  const Statement = ofType('AWS::SNS::TopicPolicy').flatMap(
    ([, { Properties }]) => (Properties.PolicyDocument as unknown as { Statement: object[] }).Statement,
  );
  expect(Statement).toContainEqual(
    expect.objectContaining({
      Effect: 'Allow',
      Action: 'sns:Publish',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    }),
  );
  expect(Statement).toContainEqual(
    expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
  );
});

test('each alarm says what is wrong, and the docs say what to do', () => {
  const docs = readFileSync('docs/deploy.md', 'utf8');
  for (const { AlarmName, AlarmDescription } of alarms as Record<string, string>[]) {
    const name = AlarmName?.replace('assent-', '');
    expect(AlarmDescription).toMatch(new RegExp(`^[A-Z].*\\. See "${name}" in docs/deploy\\.md\\.$`));
    expect(docs).toContain(`| \`${name}\` |`);
  }
});

test('nobody is told unless an address is set, and no budget is made', () => {
  expect([ofType('AWS::SNS::Subscription'), ofType('AWS::Budgets::Budget')]).toEqual([[], []]);
});

test('the calculation of costs counts what the stack has', () => {
  expect(assumed.alarms).toBe(alarms.length);
  expect(assumed.secrets).toBe(ofType('AWS::SecretsManager::Secret').length);
});
