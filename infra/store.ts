import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';

/** One table for what decides on requests: keys, consent and its history, organizations, the lease. */
export function store(scope: Construct): Table {
  return new Table(scope, 'Store', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    // No longer than this, since what an erasure deletes lives on in backups.
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 7 },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}
