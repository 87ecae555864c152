import { Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { database, landingPrefix, resultsPrefix, tablesPrefix } from '../shared/lake.ts';
import { acknowledge, allowObjects } from './bucket.ts';
import { allow, ourFunction } from './function.ts';
import { streamArn } from './stream.ts';

type Parts = { table: Table; delivery: CfnDeliveryStream; bucket: Bucket; maintenance: string };

/** Every function, with all that it may do: this list is the whole of it. */
export function functions(scope: Construct, { table, delivery, bucket, maintenance }: Parts) {
  const store = { TABLE_NAME: table.tableName };
  const both = { ...store, STREAM_NAME: delivery.ref };

  const ingest = ourFunction(scope, 'ingest', { environment: both });
  allow(ingest, ['dynamodb:BatchGetItem'], [table.tableArn]);
  allow(ingest, ['firehose:PutRecord'], [streamArn(scope, delivery)]);

  const consent = ourFunction(scope, 'consent', { environment: both });
  allow(consent, ['dynamodb:BatchGetItem', 'dynamodb:PutItem'], [table.tableArn]);
  allow(consent, ['firehose:PutRecord'], [streamArn(scope, delivery)]);

  const info = ourFunction(scope, 'info', { memory: 128 });

  const admin = ourFunction(scope, 'admin', { environment: store });
  allow(
    admin,
    ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:Query'],
    [table.tableArn],
  );

  const lake = ourFunction(scope, 'lake', {
    environment: { ...store, BUCKET_NAME: bucket.bucketName, WORKGROUP: maintenance },
    timeout: Duration.minutes(15),
    memory: 256,
  });
  allow(lake, ['dynamodb:BatchGetItem', 'dynamodb:UpdateItem'], [table.tableArn]);
  queries(lake, bucket, maintenance);

  return { ingest, consent, info, admin, lake };
}

/** What Athena needs on behalf of the one who writes the tables. */
function queries(lake: Lambda, bucket: Bucket, workgroup: string): void {
  const arn = (service: string, resource: string, resourceName?: string) =>
    Stack.of(lake).formatArn({ service, resource, resourceName });
  allow(
    lake,
    ['athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:GetQueryResults'],
    [arn('athena', 'workgroup', workgroup)],
  );
  const glue = [
    arn('glue', 'catalog'),
    arn('glue', 'database', database),
    arn('glue', 'table', `${database}/*`),
  ];
  allow(
    lake,
    ['glue:GetDatabase', 'glue:GetTable', 'glue:GetTables', 'glue:CreateTable', 'glue:UpdateTable'],
    glue,
  );
  allow(lake, ['s3:GetBucketLocation', 's3:ListBucket'], [bucket.bucketArn]);
  const role = lake.role as IRole;
  acknowledge(role, `arn:<AWS::Partition>:glue:<AWS::Region>:<AWS::AccountId>:table/${database}/*`);
  allowObjects(role, ['s3:GetObject'], bucket, [landingPrefix, tablesPrefix, resultsPrefix]);
  allowObjects(role, ['s3:PutObject', 's3:AbortMultipartUpload'], bucket, [tablesPrefix, resultsPrefix]);
}
