import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { LogGroup, LogStream, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { errorsPrefix, hourFormat, landingPrefix } from '../shared/lake.ts';
import type { Settings } from '../shared/settings.ts';
import { allowObjects } from './bucket.ts';

/**
 * Carries records to S3 as they are: each is a gzip member, so an object is a gzip file. No compression, conversion
 * or processor, which would corrupt them or could lose a row.
 */
export function stream(scope: Construct, bucket: Bucket, { logDays }: Settings): CfnDeliveryStream {
  const role = new Role(scope, 'StreamRole', { assumedBy: new ServicePrincipal('firehose.amazonaws.com') });
  // AWS's own policy for a delivery to S3 reads too.
  const actions = ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'];
  allowObjects(role, actions, bucket, [landingPrefix, errorsPrefix]);
  role.addToPolicy(
    new PolicyStatement({
      actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
      resources: [bucket.bucketArn],
    }),
  );
  // Why a delivery failed: S3's words, never a record.
  const logGroup = new LogGroup(scope, 'StreamLog', {
    retention: logDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const logStream = new LogStream(scope, 'StreamLogOfDelivery', {
    logGroup,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  logGroup.grantWrite(role);
  const delivery = new CfnDeliveryStream(scope, 'Stream', {
    deliveryStreamType: 'DirectPut',
    deliveryStreamEncryptionConfigurationInput: { keyType: 'AWS_OWNED_CMK' },
    extendedS3DestinationConfiguration: {
      bucketArn: bucket.bucketArn,
      roleArn: role.roleArn,
      prefix: `${landingPrefix}hour=!{timestamp:${hourFormat}}/`,
      errorOutputPrefix: `${errorsPrefix}!{firehose:error-output-type}/`,
      compressionFormat: 'UNCOMPRESSED',
      fileExtension: '.json.gz',
      cloudWatchLoggingOptions: {
        enabled: true,
        logGroupName: logGroup.logGroupName,
        logStreamName: logStream.logStreamName,
      },
      bufferingHints: { intervalInSeconds: Duration.minutes(5).toSeconds(), sizeInMBs: 64 },
    },
  });
  // Firehose checks its role when it is made.
  delivery.node.addDependency(role);
  return delivery;
}

export const streamArn = (scope: Construct, delivery: CfnDeliveryStream): string =>
  Stack.of(scope).formatArn({ service: 'firehose', resource: 'deliverystream', resourceName: delivery.ref });
