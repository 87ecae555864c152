import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { database } from '../shared/lake.ts';
import { api } from './api.ts';
import { bucket as ourBucket } from './bucket.ts';
import { functions } from './functions.ts';
import { reports, schedules, workgroups } from './lake.ts';
import { licenseSecret } from './license.ts';
import { store } from './store.ts';
import { stream } from './stream.ts';
import { tables } from './tables.ts';

/** The map: an API before functions, a table that decides, a stream that carries, a lake that answers. */
export class AssentStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const table = store(this);
    const bucket = ourBucket(this);
    const delivery = stream(this, bucket);
    tables(this, bucket);
    const groups = workgroups(this, bucket);
    reports(this, groups.reports);
    const { admin, lake, ...served } = functions(this, {
      table,
      delivery,
      bucket,
      secret: licenseSecret(this),
      maintenance: groups.maintenance.name,
    });
    const http = api(this, served);
    schedules(this, lake);

    const output = (name: string, value: string) => new CfnOutput(this, name, { value });
    output('ApiUrl', http.apiEndpoint);
    output('Database', database);
    output('ReportsWorkgroup', groups.reports.name);
    output('MaintenanceWorkgroup', groups.maintenance.name);
    output('AdminFunction', admin.functionName);
    output('LakeFunction', lake.functionName);
  }
}
