import { Aws } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { Construct } from 'constructs';
import type { Settings } from '../shared/settings.ts';

/** Where CloudFormation knows no budgets, by the schemas that AWS publishes for each region (November 2026). */
const without =
  'af-south-1 ap-east-1 ap-east-2 ap-northeast-3 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-west-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 il-central-1 me-central-1 mx-central-1 us-gov-east-1 us-gov-west-1'.split(
    ' ',
  );
export const hasBudgets = (region: string | undefined): boolean => !without.includes(region ?? '');

/** Of the account, since costs can be told apart by stack only where somebody has activated tags for it. */
export function budget(
  scope: Construct,
  { name, monthlyBudget, alarmEmail }: Settings,
  region: string | undefined,
): void {
  if (!monthlyBudget || !alarmEmail || !hasBudgets(region)) return;
  const tell = (notificationType: string, threshold: number) => ({
    notification: { notificationType, threshold, comparisonOperator: 'GREATER_THAN' },
    subscribers: [{ subscriptionType: 'EMAIL', address: alarmEmail }],
  });
  new CfnBudget(scope, 'Budget', {
    budget: {
      // Budgets belong to the account, so that a second region needs a name of its own; it has at most 100 characters.
      budgetName: `${name.slice(0, 80)}-${Aws.REGION}`,
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: monthlyBudget, unit: 'USD' },
    },
    notificationsWithSubscribers: [tell('FORECASTED', 100), tell('ACTUAL', 80)],
  });
}
