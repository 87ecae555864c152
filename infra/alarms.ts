import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Settings } from '../shared/settings.ts';
import { ofOurs, ofService } from './measure.ts';

/** `maintenance` and `reports` are workgroups, `failed` the queue of runs to replay. */
export type Watched = {
  http: HttpApi;
  delivery: CfnDeliveryStream;
  ingest: Lambda;
  lake: Lambda;
  failed: Queue;
  maintenance: string;
  reports: string;
};

/** Alarms when `least` of the last `of` periods (default 1) breach the bound, above or below. */
export type Watch = {
  name: string;
  says: string;
  metric: IMetric;
  above?: number;
  below?: number;
  of?: number;
  least?: number;
  missing?: TreatMissingData;
};

const hour = Duration.hours(1);

/** What may lose or delay data, or keep them too long. Alarms cost money, so there is one per cause. */
export function alarms(settings: Settings, { http, delivery, ingest, lake }: Watched): Watch[] {
  const stream = { DeliveryStreamName: delivery.ref };
  const of = (one: Lambda) => ({ FunctionName: one.functionName });
  return [
    {
      name: 'delivery-late',
      says: 'Firehose has held rows for over half an hour; after a day it drops them.',
      metric: ofService('freshness', stream, 'Maximum'),
      above: 1800,
      of: 2,
    },
    {
      name: 'stream-throttled',
      says: 'Firehose takes no more than its quota; clients are told to come back. Ask AWS for a higher one.',
      metric: ofService('throttledRecords', stream, 'Sum'),
      above: 0,
      of: 3,
      least: 2,
    },
    {
      name: 'ingest-errors',
      says: 'The function that takes events fails: it ran out of time or memory, or could not start.',
      metric: ofService('lambdaErrors', of(ingest), 'Sum'),
      above: 0,
      of: 3,
      least: 2,
    },
    {
      name: 'ingest-throttled',
      says: 'More events come at once than the account runs functions. Ask AWS for more concurrency.',
      metric: ofService('lambdaThrottles', of(ingest), 'Sum'),
      above: 0,
      of: 3,
      least: 2,
    },
    {
      name: 'api-faults',
      says: 'Over a hundredth of the requests end in a 5xx; clients keep their batches and come back.',
      metric: ofService('serverErrors', { ApiId: http.apiId }, 'Average'),
      above: 0.01,
      of: 3,
      least: 2,
    },
    {
      name: 'lake-errors',
      says: 'The function that refreshes, erases and tidies fails, also when tried again.',
      metric: ofService('lambdaErrors', of(lake), 'Sum', hour),
      above: 1,
    },
    {
      name: 'refresh-late',
      says: 'Three times in a row the reports were not brought up to date.',
      metric: ofOurs(settings, 'refreshed', 'Sum', Duration.hours(settings.refreshHours)),
      below: 1,
      of: 3,
      missing: TreatMissingData.BREACHING,
    },
    {
      name: 'erasure-overdue',
      says: 'An erasure has not been completed in the 14 days that were promised.',
      metric: ofOurs(settings, 'overdueErasures', 'Maximum', hour),
      above: 0,
      // It is told daily, and stays as it is until it is told again.
      missing: TreatMissingData.IGNORE,
    },
    {
      name: 'tables-differ',
      says: 'A day of installation_days or license_events was not what events say; it has been made anew.',
      metric: ofOurs(settings, 'differingRows', 'Maximum', hour),
      above: 0,
      missing: TreatMissingData.IGNORE,
    },
    {
      name: 'canary-failed',
      says: 'An installation of our own was not erased as it should have been, or its rows never arrived.',
      metric: ofOurs(settings, 'canaryFailures', 'Maximum', hour),
      above: 0,
      missing: TreatMissingData.IGNORE,
    },
  ];
}
