import { Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { database, importsPrefix, landingPrefix, resultsPrefix, tablesPrefix } from '../shared/lake.ts';
import { acknowledge, allowObjects } from './bucket.ts';
import { allow, ourFunction } from './function.ts';
import { streamArn } from './stream.ts';

type Parts = {
  table: Table;
  delivery: CfnDeliveryStream;
  bucket: Bucket;
  secret: Secret;
  /** The workgroup for the functions' own statements. */
  maintenance: string;
};

/** Every function, with all that it may do: this list is the whole of it. */
export function functions(scope: Construct, { table, delivery, bucket, secret, maintenance }: Parts) {
  const store = { TABLE_NAME: table.tableName };
  const both = { ...store, STREAM_NAME: delivery.ref };
  const licenses = { LICENSE_SECRET_ARN: secret.secretArn };
  const writer = { ...store, BUCKET_NAME: bucket.bucketName, WORKGROUP: maintenance };

  const ingest = ourFunction(scope, 'ingest', { environment: { ...both, ...licenses } });
  allow(ingest, ['dynamodb:BatchGetItem'], [table.tableArn]);
  allow(ingest, ['firehose:PutRecord'], [streamArn(scope, delivery)]);
  allow(ingest, ['secretsmanager:GetSecretValue'], [secret.secretArn]);

  const consent = ourFunction(scope, 'consent', { environment: both });
  allow(consent, ['dynamodb:BatchGetItem', 'dynamodb:PutItem'], [table.tableArn]);
  allow(consent, ['firehose:PutRecord'], [streamArn(scope, delivery)]);

  const info = ourFunction(scope, 'info', { memory: 128 });

  // An import is read as a whole, and waits for whoever writes the tables.
  const admin = ourFunction(scope, 'admin', {
    environment: { ...writer, ...licenses },
    timeout: Duration.minutes(15),
    memory: 2048,
  });
  allow(
    admin,
    ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:Query'],
    [table.tableArn],
  );
  allow(admin, ['secretsmanager:GetSecretValue'], [secret.secretArn]);
  const entitlements = `${tablesPrefix}entitlements/`;
  queries(admin, bucket, maintenance, {
    tables: ['entitlements', 'entitlements_import'],
    read: [importsPrefix, entitlements, resultsPrefix],
    write: [importsPrefix, entitlements, resultsPrefix],
  });

  const lake = ourFunction(scope, 'lake', {
    environment: writer,
    timeout: Duration.minutes(15),
    memory: 256,
  });
  allow(lake, ['dynamodb:BatchGetItem', 'dynamodb:UpdateItem'], [table.tableArn]);
  queries(lake, bucket, maintenance, {
    tables: ['*'],
    read: [landingPrefix, tablesPrefix, resultsPrefix],
    write: [tablesPrefix, resultsPrefix],
  });

  return { ingest, consent, info, admin, lake };
}

/** Tables of ours by name, and the prefixes of the bucket below which objects are read and written. */
type Reach = { tables: string[]; read: string[]; write: string[] };

/** What Athena needs on behalf of a function that writes tables. */
function queries(to: Lambda, bucket: Bucket, workgroup: string, { tables, read, write }: Reach): void {
  const arn = (service: string, resource: string, resourceName?: string) =>
    Stack.of(to).formatArn({ service, resource, resourceName });
  allow(
    to,
    ['athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:GetQueryResults'],
    [arn('athena', 'workgroup', workgroup)],
  );
  allow(
    to,
    ['glue:GetDatabase', 'glue:GetTable', 'glue:GetTables', 'glue:CreateTable', 'glue:UpdateTable'],
    [
      arn('glue', 'catalog'),
      arn('glue', 'database', database),
      ...tables.map((table) => arn('glue', 'table', `${database}/${table}`)),
    ],
  );
  allow(to, ['s3:GetBucketLocation', 's3:ListBucket'], [bucket.bucketArn]);
  const role = to.role as IRole;
  if (tables.includes('*')) {
    acknowledge(role, `arn:<AWS::Partition>:glue:<AWS::Region>:<AWS::AccountId>:table/${database}/*`);
  }
  allowObjects(role, ['s3:GetObject'], bucket, read);
  allowObjects(role, ['s3:PutObject', 's3:AbortMultipartUpload'], bucket, write);
}
