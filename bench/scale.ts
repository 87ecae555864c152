import { settings } from '#vendor/settings';
import { costs, total } from '../costs/costs.ts';
import { assumed, measured } from '../costs/measured.ts';
import { ofBatches } from '../costs/use.ts';

/** What so many events a day come to, by plain arithmetic from what was measured, and what breaks on the way there. */

/** Taken as given: events a request, and how much busier the peak is than the average. */
const batch = 50;
const peak = 3;
const MiB = 1024 ** 2;
const record = measured.record.request + batch * measured.record.event;
/** An installation active on a day sends so many events; each is a row of `installation_days` of so many bytes. */
const perInstallation = 300;
const rowBytes = 90;
const dates = 90;

export type Scale = {
  events: number;
  requests: number;
  firehose: number;
  reads: number;
  lambdas: number;
  scanned: number;
  report: number;
  usd: number;
  breaks: readonly string[];
};

/** Events a day from which on something breaks at its peak, and the setting or the quota to raise. */
const perSecond = (events: number) => (events * peak) / 86_400;
const requests = (events: number) => perSecond(events) / batch;
const limits: { what: string; raise: string; of: (events: number) => number; most: number }[] = [
  { what: "the gateway's throttle", raise: '`throttle`', of: requests, most: settings.throttle.rate },
  {
    what: 'one statement of a refresh, which goes by parts from there on',
    raise: '`refreshBytes`, if it need not',
    // An hour, and the ten minutes of the next until it runs.
    of: (events) => ((7 / 6) * peak * events * (record / batch)) / 24,
    most: settings.refreshBytes,
  },
  {
    what: 'Firehose’s bytes a second',
    raise: 'the quota of Amazon Data Firehose',
    of: (events) => (perSecond(events) * record) / batch,
    most: 5 * MiB,
  },
  {
    what: 'what a report on versions may scan',
    raise: '`scanCutoffBytes`',
    of: (events) => (events / perInstallation) * dates * rowBytes,
    most: settings.scanCutoffBytes,
  },
  { what: 'Firehose’s requests a second', raise: 'the quota, or larger batches', of: requests, most: 2000 },
  {
    what: 'Lambdas at once',
    raise: "Lambda's quota of concurrent executions",
    of: (events) => requests(events) * 0.031,
    most: 1000,
  },
  {
    what: 'reads a second of one organization',
    raise: 'believing its policy for seconds',
    of: requests,
    most: 3000,
  },
  {
    what: "DynamoDB's reads a second of a table",
    raise: 'the quota of DynamoDB',
    of: (events) => requests(events) * assumed.reads,
    most: 40_000,
  },
];

export const scales = (): Scale[] =>
  [1e6, 1e7, 1e8, 1e9, 1e10].map((events) => {
    const parts = costs(ofBatches(30 * events, batch));
    return {
      events,
      requests: requests(events),
      firehose: (perSecond(events) * record) / batch / MiB,
      reads: requests(events) * assumed.reads,
      lambdas: requests(events) * 0.031,
      scanned:
        parts.filter(({ service }) => service === 'Athena').reduce((sum, { amount }) => sum + amount, 0) /
        30 /
        1e9,
      report: ((events / perInstallation) * dates * rowBytes * 5) / 1024 ** 4,
      usd: total(parts),
      breaks: limits
        .filter(({ of, most }) => of(events) > most)
        .sort((one, other) => other.of(events) / other.most - one.of(events) / one.most)
        .map(({ what, raise }) => `${what}: ${raise}`),
    };
  });

const number = (value: number) =>
  value.toLocaleString('en-US', value < 10 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 0 });

/** As docs/scale.md has it. */
export function scaleTable(): string {
  const rows = scales().map(({ events, breaks: _, ...rest }) => [
    `10^${Math.log10(events)}`,
    ...Object.values(rest).map(number),
  ]);
  const first = limits
    .map(({ what, raise, of, most }) => ({ what, raise, at: most / of(1) }))
    .sort((one, other) => one.at - other.at);
  return [
    '| Events a day | Requests a second | Firehose, MiB/s | Reads a second | Lambdas at once | Athena, GB a day | A report on versions, USD | A month, USD |',
    '|---|---|---|---|---|---|---|---|',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    '| At events a day | What breaks | What to raise |',
    '|---|---|---|',
    ...first.map(({ at, what, raise }) => `| ${number(at / 1e6)} million | ${what} | ${raise} |`),
  ].join('\n');
}
