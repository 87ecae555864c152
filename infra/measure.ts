import { Duration } from 'aws-cdk-lib';
import { type DimensionsMap, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { metrics, ofAws } from '../shared/metrics.ts';
import type { Settings } from '../shared/settings.ts';

type Ours = Exclude<keyof typeof metrics, 'namespace' | 'dimension'>;

/** A metric of AWS by our name for it. */
export const ofService = (
  name: keyof typeof ofAws,
  dimensionsMap: DimensionsMap,
  statistic: string,
  period = Duration.minutes(5),
): Metric => {
  const [namespace, metricName] = ofAws[name];
  return new Metric({ namespace, metricName, dimensionsMap, statistic, period });
};

/** A metric that the functions count themselves. */
export const ofOurs = (settings: Settings, name: Ours, statistic: string, period: Duration): Metric =>
  new Metric({
    namespace: metrics.namespace,
    metricName: metrics[name],
    dimensionsMap: { [metrics.dimension]: settings.name },
    statistic,
    period,
  });
