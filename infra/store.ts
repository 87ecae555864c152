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
    deletionProtection: !tryOut,
    removalPolicy: tryOut ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
  });
}
