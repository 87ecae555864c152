import { type CfnResource, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { CfnNamedQuery, CfnPreparedStatement, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { reports } from '../reports/reports.ts';
import { database, type Job, type LakeRequest, resultsPrefix } from '../shared/lake.ts';
import type { Settings } from '../shared/settings.ts';

/** Two workgroups: what people's queries may scan is limited, the refresh is not. Returns their names. */
export function workgroups(scope: Construct, bucket: Bucket, settings: Settings) {
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

/**
 * Each report as a named query, to open in the console, and as a prepared statement, to run with parameters: two at a
 * time, since Athena takes few such calls a second.
 */
export function reportQueries(scope: Construct, workgroup: CfnWorkGroup): void {
  let before: CfnResource[] = [workgroup];
  for (const { name, sql } of reports()) {
    const named = new CfnNamedQuery(scope, `Query-${name}`, {
      name,
      database,
      queryString: sql,
      workGroup: workgroup.name,
    });
    const prepared = new CfnPreparedStatement(scope, `Statement-${name}`, {
      statementName: name.replaceAll('-', '_'),
      queryStatement: sql,
      workGroup: workgroup.name,
    });
    for (const query of [named, prepared]) for (const one of before) query.addResourceDependency(one);
    before = [named, prepared];
  }
}

/** Where a scheduled run comes to lie that failed, also when tried again: `npm run refresh -- --replay` runs it once more. */
export function failedRuns(scope: Construct): Queue {
  const queue = new Queue(scope, 'FailedRuns', {
    enforceSSL: true,
    // The longest that SQS keeps a message.
    retentionPeriod: Duration.days(14),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason:
      'It is a dead-letter queue itself: a message says which jobs to run, and the next run does them as well.',
  });
  return queue;
}

/** Every hour, or every few, what came lately; less often exports; daily what came late, erasures and housekeeping. */
export function schedules(
  scope: Construct,
  lake: Lambda,
  { refreshHours, exportHours, dailyHour }: Settings,
): void {
  const rule = (id: string, minute: string, hour: string, jobs: readonly Job[]) => {
    const request: LakeRequest = { jobs, scheduled: true };
    const event = RuleTargetInput.fromObject(request);
    return new Rule(scope, id, {
      schedule: Schedule.cron({ minute, hour }),
      targets: [new LambdaFunction(lake, { event, retryAttempts: 2 })],
    });
  };
  const every = (hours: number) => (hours === 1 ? '*' : `0/${hours}`);
  rule('RefreshRecent', '10', every(refreshHours), ['recent']);
  rule('AnswerExports', '25', every(exportHours), ['export']);
  rule('RefreshLate', '40', String(dailyHour), [
    'late',
    'erase',
    'retain',
    'check',
    'compact',
    'evidence',
    'statement',
  ]);
  // Hours after the daily run: a vacuum of forty minutes has been seen, and the lease is one.
  rule('Canary', '55', String((dailyHour + 6) % 24), ['canary']);
}
