import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import {
  evidencePrefix,
  exportsPrefix,
  importsPrefix,
  landingPrefix,
  requestsPrefix,
  resultsPrefix,
  tablesPrefix,
} from '../shared/lake.ts';
import type { Settings } from '../shared/settings.ts';
import { allowObjects } from './bucket.ts';
import { allow, ourFunction } from './function.ts';
import { queries } from './queries.ts';
import { streamArn } from './stream.ts';

type Parts = {
  settings: Settings;
  table: Table;
  delivery: CfnDeliveryStream;
  bucket: Bucket;
  /** What turns license keys into IDs, and what signs proofs. */
  licenses: Secret;
  proofs: Secret;
  /** The workgroup for the functions' own statements. */
  maintenance: string;
  /** Where the scheduled runs of the lake come to lie that failed. */
  failed: Queue;
};

/** Every function, with all that it may do: this list is the whole of it. */
export function functions(
  scope: Construct,
  { settings, table, delivery, bucket, licenses, proofs, maintenance, failed }: Parts,
) {
  const store = { TABLE_NAME: table.tableName };
  const both = { ...store, STREAM_NAME: delivery.ref };
  const licensing = { LICENSE_SECRET_ARN: licenses.secretArn };
  const writer = { ...store, BUCKET_NAME: bucket.bucketName, WORKGROUP: maintenance };

  const { next, vendor, landingDays, refreshBytes, retentionMonths, logDays } = settings;
  const throttle: Record<string, string> = next ? { NEXT: JSON.stringify(next) } : {};
  const ofVendor = { VENDOR: JSON.stringify(vendor) };
  const proving = { PROOF_SECRET_ARN: proofs.secretArn, ...ofVendor };
  const keeping = {
    STACK: settings.name,
    LANDING_DAYS: String(landingDays),
    RETENTION_MONTHS: String(retentionMonths),
  };
  const noticing = { ...keeping, ...ofVendor, LOG_DAYS: String(logDays) };

  const ingest = ourFunction(scope, settings, 'ingest', {
    environment: { ...both, ...licensing, ...throttle },
    quiet: true,
  });
  allow(ingest, ['dynamodb:BatchGetItem'], [table.tableArn]);
  allow(ingest, ['firehose:PutRecord'], [streamArn(scope, delivery)]);
  allow(ingest, ['secretsmanager:GetSecretValue'], [licenses.secretArn]);

  const consent = ourFunction(scope, settings, 'consent', {
    environment: { ...both, ...proving, ...noticing },
  });
  allow(consent, ['dynamodb:BatchGetItem', 'dynamodb:PutItem'], [table.tableArn]);
  allow(consent, ['firehose:PutRecord'], [streamArn(scope, delivery)]);
  allow(consent, ['secretsmanager:GetSecretValue'], [proofs.secretArn]);

  const rights = ourFunction(scope, settings, 'rights', {
    environment: { ...both, ...proving, BUCKET_NAME: bucket.bucketName },
  });
  allow(rights, ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:Query'], [table.tableArn]);
  allow(rights, ['firehose:PutRecord'], [streamArn(scope, delivery)]);
  allow(rights, ['secretsmanager:GetSecretValue'], [proofs.secretArn]);
  allowObjects(rights.role as IRole, ['s3:PutObject'], bucket, [requestsPrefix]);
  allowObjects(rights.role as IRole, ['s3:GetObject'], bucket, [exportsPrefix]);

  const anyone = ourFunction(scope, settings, 'public', {
    environment: noticing,
    memory: 128,
  });

  // An import is read as a whole, and waits for whoever writes the tables; a request names a user or an organization.
  const admin = ourFunction(scope, settings, 'admin', {
    environment: { ...writer, ...both, ...licensing, ...proving },
    timeout: Duration.minutes(15),
    memory: 2048,
  });
  allow(
    admin,
    [
      'dynamodb:BatchGetItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      'dynamodb:Query',
    ],
    [table.tableArn],
  );
  allow(admin, ['firehose:PutRecord'], [streamArn(scope, delivery)]);
  allow(admin, ['secretsmanager:GetSecretValue'], [licenses.secretArn]);
  allow(admin, ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'], [proofs.secretArn]);
  const entitlements = `${tablesPrefix}entitlements/`;
  queries(admin, bucket, maintenance, {
    tables: ['entitlements', 'entitlements_import', 'requests', 'events', 'erasures', 'landing'],
    changed: ['entitlements'],
    read: [importsPrefix, requestsPrefix, exportsPrefix, landingPrefix, tablesPrefix, resultsPrefix],
    write: [importsPrefix, requestsPrefix, entitlements, resultsPrefix],
  });

  const lake = ourFunction(scope, settings, 'lake', {
    environment: { ...writer, ...keeping, REFRESH_BYTES: String(refreshBytes) },
    timeout: Duration.minutes(15),
    memory: 256,
    failed,
  });
  allow(
    lake,
    ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:Query'],
    [table.tableArn],
  );
  queries(lake, bucket, maintenance, {
    tables: ['*'],
    changed: ['*'],
    read: [landingPrefix, requestsPrefix, tablesPrefix, resultsPrefix, evidencePrefix],
    write: [tablesPrefix, exportsPrefix, resultsPrefix, evidencePrefix],
  });
  // What vacuuming drops, an export's request once it is answered, and a note that nothing waits for any more.
  const dropped = [tablesPrefix, requestsPrefix, evidencePrefix];
  allowObjects(lake.role as IRole, ['s3:DeleteObject'], bucket, dropped);

  return { ingest, consent, rights, public: anyone, admin, lake };
}
