import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { expect, inject, test } from 'vitest';
import type { Route } from '../../shared/api/route.ts';
import { routes } from '../../shared/api/routes.ts';
import { columns } from '../../shared/columns.ts';

const json = JSON.parse(readFileSync(join(inject('stack'), 'assent.template.json'), 'utf8'));
const template = Template.fromJSON(json);
/** The first resource of a type. */
const one = (type: string) =>
  Object.values(template.findResources(type))[0] as NonNullable<
    ReturnType<typeof template.findResources>[string]
  >;
const has = (type: string, properties: object) => template.hasResourceProperties(type, properties);

test('every route of the list is a route of the API, and everything else ends at our not_found', () => {
  const found = template.findResources('AWS::ApiGatewayV2::Route');
  const keys = Object.values(found).map(({ Properties }) => Properties.RouteKey);
  const declared: [string, Route][] = Object.entries(routes);
  const byHead = declared.filter(([, { head }]) => head).map(([key]) => key.replace('GET', 'HEAD'));
  expect(keys.sort()).toEqual([...Object.keys(routes), ...byHead, '$default'].sort());
  expect(keys).toContain('$default');
});

test('the gateway throttles, and its log names no address', () => {
  const { DefaultRouteSettings, AccessLogSettings } = one('AWS::ApiGatewayV2::Stage').Properties;
  expect(json.Resources[AccessLogSettings.DestinationArn['Fn::GetAtt'][0]].Type).toBe('AWS::Logs::LogGroup');
  expect(DefaultRouteSettings).toMatchObject({ ThrottlingRateLimit: 20, ThrottlingBurstLimit: 1000 });
  expect(AccessLogSettings.Format).not.toMatch(
    /sourceIp|userAgent|\$context\.path|domainName|caller|header/i,
  );
});

test('a route that few call honestly has a throttle of its own, once the route is there', () => {
  const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
  const found = template.findResources('AWS::ApiGatewayV2::Route');
  const rates = Object.entries(stage?.Properties.RouteSettings as Record<string, Record<string, number>>).map(
    ([route, settings]) => [route, settings.ThrottlingRateLimit, settings.ThrottlingBurstLimit],
  );
  const by = (rate: number, burst: number) =>
    rates.filter(([, ...both]) => both[0] === rate && both[1] === burst).map(([route]) => route);
  const of = (pattern: RegExp) => Object.keys(routes).filter((key) => pattern.test(key));
  // Shares of the stage's, and at least ten at once.
  expect(by(20, 20)).toEqual(of(/\/v1\/consent/));
  expect(by(0.25, 10)).toEqual(of(/\/v1\/exports/));
  expect(by(5, 10)).toEqual(expect.arrayContaining(of(/\/v1\/(erasures|organizations)/)));
  expect(by(5, 10)).toContain('$default');
  const all = Object.values(found).map(({ Properties }) => Properties.RouteKey);
  expect(rates.map(([route]) => route).sort()).toEqual(all.filter((key) => key !== 'POST /v1/events').sort());
  for (const [id] of Object.entries(found)) expect(stage?.DependsOn).toContain(id);
});

test('every function of ours runs on Node 24 and arm64, with a role and a log of its own', () => {
  const lambdas = Object.values(template.findResources('AWS::Lambda::Function'));
  const roles = lambdas.map(({ Properties }) => Properties.Role['Fn::GetAtt'][0]);
  expect(new Set(roles).size).toBe(lambdas.length);
  for (const { Properties } of lambdas) {
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
    });
    expect(Properties.LoggingConfig.LogGroup).toBeDefined();
    expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  }
  for (const { Properties } of Object.values(template.findResources('AWS::Logs::LogGroup'))) {
    expect(Properties.RetentionInDays).toBe(30);
  }
});

test('the table is on demand, can be restored for seven days, and is not deleted by accident', () => {
  has('AWS::DynamoDB::Table', {
    BillingMode: 'PAY_PER_REQUEST',
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 },
    TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
  });
});

test('Firehose carries records as they are, by hour of arrival', () => {
  has('AWS::KinesisFirehose::DeliveryStream', {
    DeliveryStreamType: 'DirectPut',
    ExtendedS3DestinationConfiguration: {
      CompressionFormat: 'UNCOMPRESSED',
      FileExtension: '.json.gz',
      Prefix: 'landing/hour=!{timestamp:yyyy-MM-dd-HH}/',
      ErrorOutputPrefix: Match.stringLikeRegexp('^errors/'),
      ProcessingConfiguration: Match.absent(),
      DataFormatConversionConfiguration: Match.absent(),
      CloudWatchLoggingOptions: {
        Enabled: true,
        LogGroupName: Match.anyValue(),
        LogStreamName: Match.anyValue(),
      },
    },
  });
  // As AWS's own policy for such a stream.
  has('AWS::IAM::Policy', {
    PolicyName: Match.stringLikeRegexp('^StreamRole'),
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Action: Match.arrayWith(['s3:GetObject', 's3:PutObject']) }),
        Match.objectLike({ Action: Match.arrayWith(['logs:PutLogEvents']) }),
      ]),
    },
  });
});

test("the API's log takes no room in the account's policy for logs", () => {
  has('AWS::Logs::LogGroup', { LogGroupName: '/aws/vendedlogs/assent-api' });
});

test('the bucket is encrypted, closed, unversioned, and forgets what need not stay', () => {
  const [bucket] = Object.values(template.findResources('AWS::S3::Bucket'));
  const { Properties, DeletionPolicy } = bucket ?? {};
  expect(DeletionPolicy).toBe('RetainExceptOnCreate');
  expect(Properties.VersioningConfiguration).toBeUndefined();
  expect(Properties.BucketEncryption).toBeDefined();
  expect(Object.values(Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
  const kept = Properties.LifecycleConfiguration.Rules.map((rule: Record<string, unknown>) => [
    rule.Prefix,
    rule.ExpirationInDays,
  ]);
  expect(kept).toEqual([
    ['landing/', 7],
    ['errors/', 7],
    ['results/', 1],
    ['imports/', 1],
    ['requests/', 1],
    ['exports/', 1],
    // Uploads that were never finished.
    [undefined, undefined],
  ]);
  expect(Properties.LifecycleConfiguration.Rules.at(-1).AbortIncompleteMultipartUpload).toEqual({
    DaysAfterInitiation: 1,
  });
  has('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ]),
    },
  });
});

test('landing has the columns of the catalog, a projected partition, and skips lines it cannot read', () => {
  const { StorageDescriptor, Parameters, PartitionKeys } = one('AWS::Glue::Table').Properties.TableInput;
  expect(StorageDescriptor.Columns).toEqual(
    columns.map(({ name, landing }) => ({ Name: name, Type: landing })),
  );
  expect(StorageDescriptor.SerdeInfo.SerializationLibrary).toBe('org.openx.data.jsonserde.JsonSerDe');
  // Without the second, names within `properties` may arrive in lower case.
  expect(StorageDescriptor.SerdeInfo.Parameters).toEqual({
    'ignore.malformed.json': 'true',
    'case.insensitive': 'false',
  });
  expect(PartitionKeys).toEqual([{ Name: 'hour', Type: 'string' }]);
  expect(Parameters).toMatchObject({
    'projection.enabled': 'true',
    'projection.hour.type': 'date',
    'projection.hour.format': 'yyyy-MM-dd-HH',
    'projection.hour.interval': '1',
    'projection.hour.interval.unit': 'HOURS',
    // Seven days, the hour in which the eighth begins, and the day that Firehose may hold a row.
    'projection.hour.range': 'NOW-193HOURS,NOW',
  });
  expect(JSON.stringify(Parameters['storage.location.template'])).toContain(`/landing/hour=\${hour}/`);
});

test('a query of people scans so much at most; the refresh is not limited', () => {
  const groups = Object.values(template.findResources('AWS::Athena::WorkGroup')).map(
    ({ Properties }) => Properties,
  );
  const cutoff = (name: string) =>
    groups.find(({ Name }) => Name === name)?.WorkGroupConfiguration.BytesScannedCutoffPerQuery;
  expect(cutoff('assent-reports')).toBeGreaterThan(0);
  expect(cutoff('assent-maintenance')).toBeUndefined();
  for (const { Name, WorkGroupConfiguration } of groups) {
    expect(WorkGroupConfiguration).toMatchObject({
      EnforceWorkGroupConfiguration: true,
      EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
      ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_S3' } },
    });
    const output = JSON.stringify(WorkGroupConfiguration.ResultConfiguration.OutputLocation);
    expect(output).toContain(`/results/${Name.replace('assent-', '')}/`);
  }
});

test('each report is a named query and a prepared statement with the same text', () => {
  has('AWS::Athena::NamedQuery', { Name: 'version-distribution', Database: 'usage' });
  has('AWS::Athena::PreparedStatement', { StatementName: 'version_distribution' });
});

test('no more than two of these are made at a time: Athena takes five such calls a second', () => {
  const made = Object.entries({
    ...template.findResources('AWS::Athena::NamedQuery'),
    ...template.findResources('AWS::Athena::PreparedStatement'),
  });
  const steps = new Map<string, number>();
  const step = (id: string): number => {
    const on: string[] = [made.find(([name]) => name === id)?.[1].DependsOn ?? []].flat();
    const known = steps.get(id) ?? Math.max(0, ...on.map((one) => 1 + step(one)));
    steps.set(id, known);
    return known;
  };
  const bySteps = Map.groupBy(made, ([id]) => step(id));
  expect(bySteps.size).toBe(made.length / 2);
  expect([...bySteps.values()].every((some) => some.length === 2)).toBe(true);
});

test('the lake is brought up to date hourly, answers exports six-hourly, and is looked after daily', () => {
  const rules = Object.values(template.findResources('AWS::Events::Rule')).map(
    ({ Properties: { ScheduleExpression, Targets } }) =>
      `${ScheduleExpression}: ${JSON.parse(Targets[0].Input).jobs.join(' ')}`,
  );
  expect(rules.sort()).toEqual([
    'cron(10 * * * ? *): recent',
    'cron(25 0/6 * * ? *): export',
    'cron(40 2 * * ? *): late erase retain check compact evidence statement',
    'cron(55 8 * * ? *): canary',
  ]);
});

test('the outputs are what the commands need', () => {
  expect(Object.keys(json.Outputs)).toEqual(
    expect.arrayContaining([
      'ApiUrl',
      'Database',
      'ReportsWorkgroup',
      'MaintenanceWorkgroup',
      'AdminFunction',
    ]),
  );
});
