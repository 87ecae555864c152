import { type CfnResource, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';
import {
  errorsPrefix,
  exportsPrefix,
  importsPrefix,
  landingPrefix,
  requestsPrefix,
  resultsPrefix,
} from '../shared/lake.ts';
import type { Settings } from '../shared/settings.ts';
import { whenDestroyed } from './store.ts';

/** The one bucket. Unversioned, since a version would keep what was erased. */
export function bucket(scope: Construct, { landingDays, tryOut }: Settings): Bucket {
  const expire = (prefix: string, days: number) => ({ prefix, expiration: Duration.days(days) });
  const ours = new Bucket(scope, 'Bucket', {
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    versioned: false,
    removalPolicy: whenDestroyed(tryOut),
    autoDeleteObjects: tryOut,
    lifecycleRules: [
      expire(landingPrefix, landingDays),
      expire(errorsPrefix, landingDays),
      expire(resultsPrefix, 1),
      expire(importsPrefix, 1),
      expire(requestsPrefix, 1),
      expire(exportsPrefix, 1),
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
  });
  Validations.of(ours).acknowledge({
    id: 'AwsSolutions-S1',
    reason:
      "An access log would keep the addresses of the vendor's analysts, and there is nothing public to watch.",
  });
  if (tryOut) logOfEmptying(scope);
  return ours;
}

/** The function by which CDK empties the bucket would make itself a log that outlives the stack. */
function logOfEmptying(scope: Construct): void {
  const log = new LogGroup(scope, 'EmptyingLog', {
    retention: RetentionDays.ONE_DAY,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const provider = scope.node.findChild('Custom::S3AutoDeleteObjectsCustomResourceProvider');
  const handler = provider.node.findChild('Handler') as CfnResource;
  handler.addPropertyOverride('LoggingConfig.LogGroup', log.logGroupName);
}

/** Lets a role do these actions on the objects below these prefixes, never on all of the bucket. */
export function allowObjects(role: IRole, actions: string[], bucket: Bucket, prefixes: string[]): void {
  const resources = prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`));
  role.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
  acknowledge(role, ...prefixes.map((prefix) => objectsBelow(bucket, prefix)));
}

/** The objects below a prefix, as cdk-nag names them. */
export const objectsBelow = (bucket: Bucket, prefix: string): string =>
  `<${Stack.of(bucket).getLogicalId(bucket.node.defaultChild as CfnBucket)}.Arn>/${prefix}*`;

/** Objects and tables are named by the engines and by the time, so a role is given what is below a name of ours. */
export function acknowledge(allowed: IConstruct, ...resources: string[]): void {
  for (const resource of resources) {
    Validations.of(allowed).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${resource}]`,
      reason: 'Everything below a prefix of ours, whose names nobody knows beforehand.',
    });
  }
}
