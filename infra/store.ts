import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { limits } from '../shared/limits.ts';
import type { Settings } from '../shared/settings.ts';

/** One table for what decides on requests: keys, consent and its history, organizations, the lease. */
export function store(scope: Construct, { tryOut }: Settings): Table {
  return new Table(scope, 'Store', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: {
      pointInTimeRecoveryEnabled: true,
      recoveryPeriodInDays: limits.backupDays,
    },
    // What is kept of an export, in seconds since 1970.
    timeToLiveAttribute: 'ttl',
    deletionProtection: !tryOut,
    // Protected as it is, it could not be deleted after a failed first deployment either.
    removalPolicy: tryOut ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
  });
}

/** Data is retained unless `tryOut` is set; a failed first deployment leaves nothing that blocks a retry. */
export const whenDestroyed = (tryOut: boolean): RemovalPolicy =>
  tryOut ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
