import { Stack } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { database } from '../shared/lake.ts';
import { acknowledge, allowObjects } from './bucket.ts';
import { allow } from './function.ts';

/** Tables of ours that are read, and those changed; the prefixes of the bucket below which objects are read and written. */
type Reach = { tables: string[]; changed: string[]; read: string[]; write: string[] };

/** What Athena needs on behalf of a function that writes tables. */
export function queries(
  to: Lambda,
  bucket: Bucket,
  workgroup: string,
  { tables, changed, read, write }: Reach,
): void {
  const arn = (service: string, resource: string, resourceName?: string) =>
    Stack.of(to).formatArn({ service, resource, resourceName });
  allow(
    to,
    ['athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:GetQueryResults'],
    [arn('athena', 'workgroup', workgroup)],
  );
  const some = (names: string[]) => [
    arn('glue', 'catalog'),
    arn('glue', 'database', database),
    ...names.map((table) => arn('glue', 'table', `${database}/${table}`)),
  ];
  allow(to, ['glue:GetTable', 'glue:GetTables'], some(tables));
  // Athena asks for these on `default` too before any DDL, and for the databases to answer information_schema.
  allow(to, ['glue:GetDatabase', 'glue:GetDatabases'], [...some([]), arn('glue', 'database', 'default')]);
  allow(to, ['glue:CreateTable', 'glue:UpdateTable'], some(changed));
  allow(to, ['s3:GetBucketLocation', 's3:ListBucket'], [bucket.bucketArn]);
  const role = to.role as IRole;
  if (tables.includes('*')) {
    acknowledge(role, `arn:<AWS::Partition>:glue:<AWS::Region>:<AWS::AccountId>:table/${database}/*`);
  }
  allowObjects(role, ['s3:GetObject'], bucket, read);
  allowObjects(role, ['s3:PutObject', 's3:AbortMultipartUpload'], bucket, write);
}
