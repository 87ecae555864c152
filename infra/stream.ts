import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { errorsPrefix, hourFormat, landingPrefix } from '../shared/lake.ts';
import { allowObjects } from './bucket.ts';

/**
 * Carries records to S3 as they are: each is a gzip member, so an object is a gzip file. No compression, conversion
 * or processor, which would corrupt them or could lose a row.
 */
export function stream(scope: Construct, bucket: Bucket): CfnDeliveryStream {
  const role = new Role(scope, 'StreamRole', { assumedBy: new ServicePrincipal('firehose.amazonaws.com') });
  allowObjects(role, ['s3:PutObject', 's3:AbortMultipartUpload'], bucket, [landingPrefix, errorsPrefix]);
  role.addToPolicy(
    new PolicyStatement({
      actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
      resources: [bucket.bucketArn],
    }),
  );
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
      bufferingHints: { intervalInSeconds: Duration.minutes(5).toSeconds(), sizeInMBs: 64 },
    },
  });
  // Firehose checks its role when it is made.
  delivery.node.addDependency(role);
  return delivery;
}

export const streamArn = (scope: Construct, delivery: CfnDeliveryStream): string =>
  Stack.of(scope).formatArn({ service: 'firehose', resource: 'deliverystream', resourceName: delivery.ref });
