import { Aws } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Settings } from '../shared/settings.ts';
import { alarms, type Watched } from './alarms.ts';

/** The alarms, to one topic, which is returned. */
export function watch(scope: Construct, settings: Settings, watched: Watched): Topic {
  const topic = new Topic(scope, 'Alarms', {
    displayName: `${settings.name} alarms`.slice(0, 100),
    enforceSSL: true,
  });
  // A policy of our own replaces the one by which CloudWatch may publish.
  topic.addToResourcePolicy(
    new PolicyStatement({
      actions: ['sns:Publish'],
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  if (settings.alarmEmail) topic.addSubscription(new EmailSubscription(settings.alarmEmail));

  for (const { name, says, metric, above, below, of = 1, least = of, missing } of alarms(settings, watched)) {
    const alarm = new Alarm(scope, `Alarm ${name}`, {
      alarmName: `${settings.name}-${name}`,
      alarmDescription: `${says} See docs/operations.md#${name}`,
      metric,
      threshold: (above ?? below) as number,
      comparisonOperator:
        below === undefined
          ? ComparisonOperator.GREATER_THAN_THRESHOLD
          : ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: of,
      datapointsToAlarm: least,
      treatMissingData: missing ?? TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
  return topic;
}
