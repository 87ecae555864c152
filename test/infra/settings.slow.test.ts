import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import type { Settings } from '../../shared/settings.ts';
import { stackWith } from '../stack.ts';

const templateWith = (change: Partial<Settings>, region?: string) =>
  Template.fromJSON(
    JSON.parse(readFileSync(join(stackWith(change, region), 'assent.template.json'), 'utf8')),
  );
const certificateArn =
  'arn:aws:acm:eu-central-1:123456789012:certificate/3f1c0a52-8f8e-4c55-a6ec-0d3f2a9b7c61';

test('each setting is where AWS looks for it', () => {
  const template = templateWith({
    name: 'telemetry',
    domain: { name: 'telemetry.contoso.example', certificateArn },
    corsOrigins: ['https://app.contoso.example'],
    throttle: { rate: 50, burst: 60 },
    landingDays: 5,
    logDays: 14,
    refreshHours: 4,
    exportHours: 12,
    dailyHour: 23,
    scanCutoffBytes: 10 * 1024 ** 2,
    alarmEmail: 'operations@contoso.example',
    monthlyBudget: 99.5,
  });
  const has = (type: string, properties: object) => template.hasResourceProperties(type, properties);

  has('AWS::ApiGatewayV2::Api', {
    Name: 'telemetry',
    CorsConfiguration: {
      AllowOrigins: ['https://app.contoso.example'],
      AllowMethods: ['GET', 'POST', 'PUT'],
      AllowHeaders: ['authorization', 'content-type', 'x-installation-secret'],
      ExposeHeaders: ['retry-after'],
      AllowCredentials: Match.absent(),
      MaxAge: 86_400,
    },
  });
  has('AWS::ApiGatewayV2::DomainName', {
    DomainName: 'telemetry.contoso.example',
    DomainNameConfigurations: [{ CertificateArn: certificateArn, EndpointType: 'REGIONAL' }],
  });
  has('AWS::ApiGatewayV2::ApiMapping', { Stage: '$default' });
  template.hasOutput('ApiUrl', { Value: Match.anyValue() });
  template.hasOutput('DomainTarget', {
    Value: { 'Fn::GetAtt': [Match.anyValue(), 'RegionalDomainName'] },
  });
  has('AWS::ApiGatewayV2::Stage', {
    DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 60 },
    // No route has a wider one.
    RouteSettings: Match.objectLike({
      'PUT /v1/consent': { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 50 },
      'POST /v1/erasures': { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 10 },
      'POST /v1/exports': { ThrottlingRateLimit: 0.625, ThrottlingBurstLimit: 10 },
    }),
  });
  const bucket = JSON.stringify(Object.values(template.findResources('AWS::S3::Bucket'))[0]);
  for (const prefix of ['landing/', 'errors/']) {
    expect(bucket).toContain(`{"ExpirationInDays":5,"Prefix":"${prefix}","Status":"Enabled"}`);
  }
  has('AWS::Glue::Table', {
    TableInput: { Name: 'landing', Parameters: { 'projection.hour.range': 'NOW-145HOURS,NOW' } },
  });
  for (const { Properties } of Object.values(template.findResources('AWS::Logs::LogGroup'))) {
    expect(Properties.RetentionInDays).toBe(14);
  }
  has('AWS::Events::Rule', { ScheduleExpression: 'cron(10 0/4 * * ? *)' });
  has('AWS::Events::Rule', { ScheduleExpression: 'cron(25 0/12 * * ? *)' });
  has('AWS::Events::Rule', { ScheduleExpression: 'cron(40 23 * * ? *)' });
  has('AWS::Athena::WorkGroup', {
    Name: 'telemetry-reports',
    WorkGroupConfiguration: { BytesScannedCutoffPerQuery: 10_485_760 },
  });
  has('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'operations@contoso.example' });
  has('AWS::Budgets::Budget', {
    Budget: {
      // Budgets belong to the account: a stack in a second region needs a name of its own.
      BudgetName: { 'Fn::Join': ['', ['telemetry-', { Ref: 'AWS::Region' }]] },
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: 99.5, Unit: 'USD' },
    },
    NotificationsWithSubscribers: Match.arrayWith([
      Match.objectLike({
        Subscribers: [{ SubscriptionType: 'EMAIL', Address: 'operations@contoso.example' }],
      }),
    ]),
  });
  // Three refreshes, each four hours after the last.
  has('AWS::CloudWatch::Alarm', {
    MetricName: 'Refreshed',
    Dimensions: [{ Name: 'Stack', Value: 'telemetry' }],
    Period: 14_400,
    EvaluationPeriods: 3,
  });
});

test('the longest name fits wherever AWS takes fewer characters than a stack may have', () => {
  const name = 'A'.repeat(100);
  const template = templateWith({ name, alarmEmail: 'operations@contoso.example', monthlyBudget: 1 });
  template.hasResourceProperties('AWS::SNS::Topic', { DisplayName: name });
  template.hasResourceProperties('AWS::Budgets::Budget', {
    Budget: { BudgetName: { 'Fn::Join': ['', [`${name.slice(0, 80)}-`, { Ref: 'AWS::Region' }]] } },
  });
});

test('where CloudFormation makes no budgets the template has none', () => {
  const budgeted = { alarmEmail: 'operations@contoso.example', monthlyBudget: 99.5 };
  templateWith(budgeted, 'eu-west-1').resourceCountIs('AWS::Budgets::Budget', 1);
  templateWith(budgeted, 'eu-north-1').resourceCountIs('AWS::Budgets::Budget', 0);
});

test('a stack to try out keeps nothing when it goes', () => {
  const template = templateWith({ tryOut: true });
  for (const [id, { DeletionPolicy }] of Object.entries(template.toJSON().Resources) as [
    string,
    { DeletionPolicy?: string },
  ][]) {
    expect(DeletionPolicy ?? 'Delete', id).toBe('Delete');
  }
  template.hasResourceProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: false });
  template.resourceCountIs('Custom::S3AutoDeleteObjects', 1);
  // A function without a log of the stack's would make itself one that stays.
  for (const [id, { Properties }] of Object.entries(template.findResources('AWS::Lambda::Function'))) {
    expect(Properties.LoggingConfig?.LogGroup, id).toBeDefined();
  }
});

test('no function has settings of its own: a changed one changes an environment, and no code', () => {
  for (const file of globSync('{functions,shared}/**/*.ts')) {
    const imports = readFileSync(file, 'utf8').match(/^import .*\/settings\.ts';$/gm) ?? [];
    for (const line of imports) expect(line, file).toMatch(/^import type /);
  }
});

test('a mistake in the settings stops the synthesis', () => {
  expect(() => stackWith({ logDays: 10 })).toThrow('logDays must be one of');
});
