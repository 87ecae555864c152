import { metrics } from '../../shared/metrics.ts';
import { environment } from '../platform/environment.ts';

const { namespace, dimension, ...names } = metrics;

/** Emits a metric in CloudWatch's embedded metric format: a line of the log. */
export function metric(name: keyof typeof names, value: number): void {
  const Metrics = [{ Name: names[name], Unit: 'Count' }];
  const CloudWatchMetrics = [{ Namespace: namespace, Dimensions: [[dimension]], Metrics }];
  console.log(
    JSON.stringify({
      _aws: { Timestamp: Date.now(), CloudWatchMetrics },
      [dimension]: environment.stack,
      [names[name]]: value,
    }),
  );
}
