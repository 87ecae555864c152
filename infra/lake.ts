import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnNamedQuery, CfnPreparedStatement, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { database, type RefreshRequest, resultsPrefix } from '../shared/lake.ts';
import { settings } from '../shared/settings.ts';

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
