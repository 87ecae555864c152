import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { settings } from '#vendor/settings';
import { fleetOf, floodedDay, worstMonth } from '../../costs/attack.ts';
import { costs, total } from '../../costs/costs.ts';
import { idle, ofBatches, ofFleet } from '../../costs/use.ts';
import type { Settings } from '../../shared/settings.ts';

/** docs/cost.md says what the code computes, by the default settings. */
const text = (name: string) =>
  readFileSync(resolve(import.meta.dirname, '..', '..', 'docs', `${name}.md`), 'utf8').replaceAll('\n', ' ');
const doc = text('cost');

const alone = total(costs(idle));
const aThousand = (perHour: number, months: number) =>
  ((total(costs(ofFleet(100_000, 6, perHour, months))) - alone) / 100).toFixed(2);
const aMillion = (events: number, batch: number) => total(costs(ofBatches(events, batch))) / (events / 1e6);
const row = (events: number) =>
  [1, 10, 50, 500]
    .map((batch) => aMillion(events, batch).toFixed(batch < 50 || events < 1e7 ? 2 : 3))
    .join(' | ');
const worst = (set: Settings) =>
  worstMonth(set, fleetOf(set.throttle.rate)).reduce((sum, { usd }) => sum + usd, 0);
/** By two digits, so that no small change of a route makes the page wrong. */
const usd = (amount: number) => `$${Number(amount.toPrecision(2)).toLocaleString('en-US')}`;
/** A month in which nobody acts, and the stream's quota is filled in place of ordinary batches. */
const flooded = () => {
  const [batches] = worstMonth(settings, fleetOf(settings.throttle.rate));
  return worst(settings) - (batches?.usd ?? 0) + 30 * floodedDay(settings, 5 * 1024 ** 2);
};
const perHour = [5, 20, 50, 100, 200];

const small = { ...settings, throttle: { rate: 4, burst: 100 }, exportHours: 12 };
const large = { ...settings, throttle: { rate: 100, burst: 1000 } };

test.for([
  `cost $${aThousand(50, 1)} a month, and the stack $${alone.toFixed(2)} while idle.`,
  `| In the first month | ${perHour.map((each) => aThousand(each, 1)).join(' | ')} |`,
  `| After a year | ${perHour.map((each) => aThousand(each, 12)).join(' | ')} |`,
  `| After ${settings.retentionMonths} months, when the first are deleted | ${perHour.map((each) => aThousand(each, settings.retentionMonths)).join(' | ')} |`,
  `| 1 million | ${row(1e6)} |`,
  `| 10 million | ${row(1e7)} |`,
  `| 100 million | ${row(1e8)} |`,
  `| 259 million | ${row(259e6)} |`,
  `missed by ${(aMillion(259e6, 50) - 0.045).toFixed(3)}`,
  `| the defaults: \`throttle\` ${settings.throttle.rate} a second, \`exportHours\` ${settings.exportHours} | 50,000 installations | ${usd(worst(settings))} |`,
  `| for small fleets: \`throttle: { rate: 4, burst: 100 }\`, \`exportHours: 12\` | 10,000 installations | ${usd(worst(small))} |`,
  `| for large ones: \`throttle\` at 100 a second | 250,000 installations | ${usd(worst(large))} |`,
  `5 MiB/s, costs ${usd(floodedDay(settings, 5 * 1024 ** 2))} a day; in the regions with 1 MiB/s, ${usd(floodedDay(settings, 1024 ** 2))}.`,
  `a month of it comes to ${usd(flooded())} in us-east-1`,
  `batches of 50 (1; 500) | ${aMillion(259e6, 50).toFixed(3)} (${aMillion(259e6, 1).toFixed(2)}; ${aMillion(259e6, 500).toFixed(3)})`,
])('docs/cost.md says rightly: %s', (line) => {
  expect(doc).toContain(line);
});

test('strangers cost below $2,000 a month with the defaults, and a quarter of that with what small fleets should set', () => {
  expect(worst(settings)).toBeLessThan(2000);
  expect(worst(small)).toBeLessThan(worst(settings) / 4);
  // Products in a browser have preflights answered too.
  const browsers = worst({ ...settings, corsOrigins: ['https://app.example.com'] });
  expect(browsers).toBeGreaterThan(worst(settings));
  expect(browsers).toBeLessThan(2000);
});

test('a thousand desktop installations, used six hours a working day, cost at most $0.40 a month', () => {
  expect((total(costs(ofFleet(100_000, 6, 50))) - alone) / 100).toBeLessThanOrEqual(0.4);
});

test('docs/deploy.md says what a stack costs while idle', () => {
  expect(text('deploy')).toContain(`About $${alone.toFixed(2)} a month in us-east-1`);
});
