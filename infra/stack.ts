import { Annotations, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { settings as ours } from '#vendor/settings';
import { checkDeclared } from '../shared/catalog/catalog.check.ts';
import { database } from '../shared/lake.ts';
import { checked } from '../shared/settings.check.ts';
import type { Settings } from '../shared/settings.ts';
import { api } from './api.ts';
import { bucket as ourBucket } from './bucket.ts';
import { budget } from './budget.ts';
import { dashboard } from './dashboard.ts';
import { functions } from './functions.ts';
import { failedRuns, reportQueries, schedules, workgroups } from './lake.ts';
import { policies } from './policies.ts';
import { licenseSecret, proofSecret } from './secrets.ts';
import { store } from './store.ts';
import { stream } from './stream.ts';
import { tables } from './tables.ts';
import { warnings } from './warnings.ts';
import { watch } from './watch.ts';

/** The map: an API before functions, a table that decides, a stream that carries, a lake that answers, and alarms. */
export class AssentStack extends Stack {
  /** `region`: where it is to be deployed, if that is known; the template itself holds for any. */
  constructor(
    scope: Construct,
    id: string,
    { settings: given, region, ...props }: StackProps & { settings?: Settings; region?: string } = {},
  ) {
    super(scope, id, props);
    checkDeclared();
    const settings = checked(given ?? ours);
    for (const [name, sentence] of warnings(settings, region))
      Annotations.of(this).addWarningV2(`assent:${name}`, sentence);
    const table = store(this, settings);
    const bucket = ourBucket(this, settings);
    const delivery = stream(this, bucket, settings);
    tables(this, bucket, settings);
    const groups = workgroups(this, bucket, settings);
    reportQueries(this, groups.reports);
    const failed = failedRuns(this);
    const { admin, lake, ...served } = functions(this, {
      settings,
      table,
      delivery,
      bucket,
      licenses: licenseSecret(this, settings),
      proofs: proofSecret(this, settings),
      maintenance: groups.maintenance.name,
      failed,
    });
    const { http, url, domain, log } = api(this, settings, served);
    lake.addEnvironment('API_URL', http.apiEndpoint);
    schedules(this, lake, settings);
    const [maintenance, reports] = [groups.maintenance.name, groups.reports.name];
    const watched = { http, delivery, ingest: served.ingest, lake, failed, maintenance, reports };
    const topic = watch(this, settings, watched);
    dashboard(this, settings, watched, log);
    budget(this, settings, region);

    const output = (name: string, value: string) => new CfnOutput(this, name, { value });
    output('ApiUrl', url);
    if (domain) output('DomainTarget', domain.regionalDomainName);
    output('Database', database);
    output('ReportsWorkgroup', reports);
    output('MaintenanceWorkgroup', maintenance);
    output('DataBucket', bucket.bucketName);
    output('AdminFunction', admin.functionName);
    output('LakeFunction', lake.functionName);
    output('FailedRunsQueue', failed.queueUrl);
    output('AlarmTopic', topic.topicArn);
    const people = policies(this, { bucket, workgroup: reports, admin, lake, failed, topic });
    for (const [name, arn] of Object.entries(people)) output(name, arn);
  }
}
