import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { assumed } from '../../costs/measured.ts';
import { metrics, ofAws } from '../../shared/metrics.ts';
import { eventReasons } from '../../shared/reasons.ts';

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

/** The sections of a page, by the ends of their addresses, as they are made on GitHub. */
const sections = (page: string) =>
  new Map(
    readFileSync(page, 'utf8')
      .split(/^##+ /m)
      .map((text) => [text.split('\n')[0]?.toLowerCase().replaceAll(' ', '-'), text]),
  );

test('each alarm says what is wrong, and where it is written what to do', () => {
  for (const { AlarmName, AlarmDescription } of alarms as Record<string, string>[]) {
    const [, page = '', section] =
      /^[A-Z].*\. See (docs\/\w+\.md)#([\w-]+)$/.exec(AlarmDescription ?? '') ?? [];
    expect(section).toBe(AlarmName?.replace('assent-', ''));
    const text = sections(page).get(section) ?? '';
    expect(text.match(/^- \*\*[^*]+\*\*/gm), section).toEqual([
      '- **What it means.**',
      '- **How to look.**',
      '- **What to do.**',
      '- **What clients see.**',
    ]);
  }
});

test('the dashboard shows the data in their order, and only metrics that something counts', () => {
  const [shown] = ofType('AWS::CloudWatch::Dashboard').map(([, { Properties }]) => Properties as unknown);
  const [, parts] = (shown as { DashboardBody: { 'Fn::Join': [string, unknown[]] } }).DashboardBody[
    'Fn::Join'
  ];
  const body = JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'x')).join(''));
  type Widget = { properties: { title: string; metrics?: [string, string][]; query?: string } };
  const widgets = (body.widgets as Widget[]).map(({ properties }) => properties);
  expect(widgets.map(({ title }) => title.split(/[ ,]/)[0])).toEqual([
    'Requests',
    'Answers',
    'Time',
    'Events',
    'Events',
    'Requests',
    'Batch',
    'Bytes',
    'Freshness',
    'Refreshes',
    'Erasures',
    'Runs',
    'Bytes',
    'Cost',
  ]);
  const known = [...Object.values(ofAws).map(([, name]) => name), ...Object.values(metrics)];
  for (const [, name] of widgets.flatMap(({ metrics = [] }) => metrics)) expect(known).toContain(name);
  for (const reason of Object.keys(eventReasons))
    expect(widgets.some(({ query = '' }) => query.includes(`tally.${reason}`))).toBe(true);
});

test('a scheduled run that fails for good is kept for two weeks', () => {
  const [[id, { Properties }] = ['', { Properties: {} as never }], ...more] = ofType('AWS::SQS::Queue');
  expect([Properties.MessageRetentionPeriod, more]).toEqual([14 * 86_400, []]);
  const lake = ofType('AWS::Lambda::Function').find(([name]) => name.startsWith('Lake'));
  expect(lake?.[1].Properties.DeadLetterConfig).toEqual({ TargetArn: { 'Fn::GetAtt': [id, 'Arn'] } });
});

test('nobody is told unless an address is set, and no budget is made', () => {
  expect([ofType('AWS::SNS::Subscription'), ofType('AWS::Budgets::Budget')]).toEqual([[], []]);
});

test('the calculation of costs counts what the stack has', () => {
  expect(assumed.alarms).toBe(alarms.length);
  expect(assumed.secrets).toBe(ofType('AWS::SecretsManager::Secret').length);
});
