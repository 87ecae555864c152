import { Duration } from 'aws-cdk-lib';
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  LogQueryVisualizationType,
  LogQueryWidget,
  PeriodOverride,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { statuses } from '../shared/consent.ts';
import { tallyName } from '../shared/metrics.ts';
import { eventReasons } from '../shared/reasons.ts';
import type { Settings } from '../shared/settings.ts';
import type { Watched } from './alarms.ts';
import { ofOurs, ofService } from './measure.ts';

const hour = Duration.hours(1);
const day = Duration.days(1);
const width = 8;

/**
 * One page in the order of the data. What `ingest` counts is read from its log when somebody looks: a metric for each
 * reason would cost more than the alarms.
 */
export function dashboard(scope: Construct, settings: Settings, watched: Watched, apiLog: ILogGroup): void {
  const { http, delivery, ingest, lake, maintenance, reports, failed } = watched;
  const api = { ApiId: http.apiId };
  const stream = { DeliveryStreamName: delivery.ref };
  const graph = (title: string, ...left: IMetric[]) => new GraphWidget({ title, left, width });
  const log = (title: string, logGroup: ILogGroup, ...queryLines: string[]) =>
    new LogQueryWidget({
      title,
      logGroupNames: [logGroup.logGroupName],
      view: LogQueryVisualizationType.STACKEDAREA,
      queryLines,
      width,
    });
  const counted = (title: string, names: readonly string[]) => {
    const sums = names.map((name) => `sum(${tallyName}.${name}) as ${name}`);
    const some = `filter ispresent(${tallyName}.requests)`;
    return log(title, ingest.logGroup, some, `stats ${sums.join(', ')} by bin(1h)`);
  };
  const size = `stats sum(${tallyName}.accepted + ${tallyName}.rejected) / sum(${tallyName}.requests) as events_a_request by bin(1h)`;
  const scanned = (WorkGroup: string) => ofService('scanned', { WorkGroup }, 'Sum', day);

  new Dashboard(scope, 'Dashboard', {
    dashboardName: settings.name,
    defaultInterval: Duration.days(3),
    periodOverride: PeriodOverride.INHERIT,
    widgets: [
      [
        log('Requests by status', apiLog, 'stats count(*) as requests by status, bin(1h)'),
        graph('Answers of 5xx, as a share', ofService('serverErrors', api, 'Average')),
        graph('Time to answer, ms', ofService('latency', api, 'p50'), ofService('latency', api, 'p99')),
      ],
      [
        counted('Events accepted, rejected; fields ignored', ['accepted', 'rejected', 'ignored']),
        counted('Events rejected, by reason', Object.keys(eventReasons)),
        counted(
          'Requests by consent',
          statuses.map((status) => `consent_${status}`),
        ),
      ],
      [
        log('Batch size', ingest.logGroup, `filter ispresent(${tallyName}.requests)`, size),
        graph('Bytes into the stream', ofService('bytes', stream, 'Sum', hour)),
        graph('Freshness of landing, s', ofService('freshness', stream, 'Maximum')),
      ],
      [
        graph('Refreshes that succeeded', ofOurs(settings, 'refreshed', 'Sum', hour)),
        graph(
          'Erasures overdue, canaries failed, rows that differ',
          ofOurs(settings, 'overdueErasures', 'Maximum', day),
          ofOurs(settings, 'canaryFailures', 'Maximum', day),
          ofOurs(settings, 'differingRows', 'Maximum', day),
        ),
        graph(
          'Runs of the lake that failed, and wait to be run again',
          ofService('lambdaErrors', { FunctionName: lake.functionName }, 'Sum', hour),
          ofService('deadLetters', { QueueName: failed.queueName }, 'Maximum', hour),
        ),
      ],
      [
        graph('Bytes that Athena read, a day', scanned(maintenance), scanned(reports)),
        new GraphWidget({
          title: 'Cost of the account so far this month, USD (where billing alerts are on)',
          // Told in this region only, for the account as a whole.
          region: 'us-east-1',
          left: [ofService('charges', { Currency: 'USD' }, 'Maximum', day)],
          width,
        }),
      ],
    ],
  });
}
