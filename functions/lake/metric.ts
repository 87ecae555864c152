import { metrics } from '../../shared/metrics.ts';
import { environment } from '../platform/environment.ts';

const { namespace, dimension, ...names } = metrics;

/** Tells a number, as a line of the log that CloudWatch takes for a metric (its embedded metric format). */
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
