import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { CfnNamedQuery, CfnPreparedStatement, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { columns } from '../shared/columns.ts';
import { database, hourFormat, landingPrefix, type RefreshRequest, resultsPrefix } from '../shared/lake.ts';
import { settings } from '../shared/settings.ts';

/** The database and `landing`. The Iceberg tables are the refresh's own: CloudFormation would forget what they are. */
export function landing(scope: Construct, bucket: Bucket): void {
  const usage = new CfnDatabase(scope, 'UsageDatabase', {
    catalogId: Aws.ACCOUNT_ID,
    databaseInput: { name: database, description: 'Product usage, as consented to' },
  });
  usage.applyRemovalPolicy(RemovalPolicy.RETAIN);
  const location = `s3://${bucket.bucketName}/${landingPrefix}`;
  const table = new CfnTable(scope, 'Landing', {
    catalogId: Aws.ACCOUNT_ID,
    databaseName: database,
    tableInput: {
      name: 'landing',
      description: 'Events as accepted, by hour of arrival',
      tableType: 'EXTERNAL_TABLE',
      partitionKeys: [{ name: 'hour', type: 'string' }],
      parameters: {
        classification: 'json',
        'projection.enabled': 'true',
        'projection.hour.type': 'date',
        'projection.hour.format': hourFormat,
        'projection.hour.interval': '1',
        'projection.hour.interval.unit': 'HOURS',
        // An hour more than is kept, so that nothing that is there goes unseen.
        'projection.hour.range': `NOW-${settings.landingDays * 24 + 25}HOURS,NOW`,
        'storage.location.template': `${location}hour=\${hour}/`,
      },
      storageDescriptor: {
        location,
        columns: columns.map(({ name, landing: type }) => ({ name, type })),
        inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
        outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
        serdeInfo: {
          serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
          parameters: { 'ignore.malformed.json': 'true' },
        },
      },
    },
  });
  table.addResourceDependency(usage);
}

/** Two workgroups: people's queries have a ceiling, and the refresh has none. Returns their names. */
export function workgroups(scope: Construct, bucket: Bucket) {
  const workgroup = (name: 'reports' | 'maintenance', cutoff?: number) =>
    new CfnWorkGroup(scope, name === 'reports' ? 'Reports' : 'Maintenance', {
      name: `${settings.name}-${name}`,
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: cutoff,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: `s3://${bucket.bucketName}/${resultsPrefix}${name}/`,
          encryptionConfiguration: { encryptionOption: 'SSE_S3' },
        },
      },
    });
  return { reports: workgroup('reports', settings.scanCutoffBytes), maintenance: workgroup('maintenance') };
}

/** Each report as a named query, to open in the console, and as a prepared statement, to run with parameters. */
export function reports(scope: Construct, workgroup: CfnWorkGroup): void {
  const folder = join(import.meta.dirname, '..', 'reports');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.sql'))) {
    const name = file.replace('.sql', '');
    const queryString = readFileSync(join(folder, file), 'utf8');
    const named = new CfnNamedQuery(scope, `Query-${name}`, {
      name,
      database,
      queryString,
      workGroup: workgroup.name,
    });
    const prepared = new CfnPreparedStatement(scope, `Statement-${name}`, {
      statementName: name.replaceAll('-', '_'),
      queryStatement: queryString,
      workGroup: workgroup.name,
    });
    for (const query of [named, prepared]) query.addResourceDependency(workgroup);
  }
}

/** Hourly what came lately; daily, by night, whatever came late. */
export function schedules(scope: Construct, lake: Lambda): void {
  const refresh = (id: string, schedule: Schedule, request: RefreshRequest) =>
    new Rule(scope, id, {
      schedule,
      targets: [new LambdaFunction(lake, { event: RuleTargetInput.fromObject(request), retryAttempts: 2 })],
    });
  refresh('RefreshRecent', Schedule.cron({ minute: '10' }), { rows: 'recent' });
  refresh('RefreshLate', Schedule.cron({ minute: '40', hour: '2' }), { rows: 'late' });
}
