import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { errorsPrefix, landingPrefix, resultsPrefix } from '../shared/lake.ts';
import { settings } from '../shared/settings.ts';

/** The one bucket. Unversioned, since a version would keep what was erased. */
export function bucket(scope: Construct): Bucket {
  const expire = (prefix: string, days: number) => ({ prefix, expiration: Duration.days(days) });
  return new Bucket(scope, 'Bucket', {
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    versioned: false,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      expire(landingPrefix, settings.landingDays),
      expire(errorsPrefix, settings.landingDays),
      expire(resultsPrefix, 1),
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
  });
}
