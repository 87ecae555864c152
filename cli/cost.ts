import { Command, InvalidArgumentError } from 'commander';
import { settings } from '#vendor/settings';
import { fleetOf, worstMonth } from '../costs/attack.ts';
import { costs, duration, type Part, total } from '../costs/costs.ts';
import { assumed, measured } from '../costs/measured.ts';
import { idle, ofBatches, ofFleet, type Use } from '../costs/use.ts';
import { main } from '../operator/program.ts';
import { formats } from '../reports/format.ts';

const within = (least: number, most: number) => (text: string) => {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < least || number > most) {
    throw new InvalidArgumentError(
      `It must be a whole number from ${least} to ${most.toLocaleString('en-US')}.`,
    );
  }
  return number;
};
const positive = within(1, Number.MAX_SAFE_INTEGER);

type Options = {
  events: number;
  batch: number;
  installations?: number;
  hours: number;
  perHour: number;
  months: number;
  attack?: true;
  json?: true;
};

function cost({ json, attack, ...asked }: Options): void {
  if (attack) {
    printWorst(json);
    return;
  }
  const { events, batch, installations, hours, perHour, months } = asked;
  const use = installations
    ? ofFleet(installations, hours, perHour, months)
    : ofBatches(events, batch, months);
  const parts = costs(use);
  const while_idle = total(costs(idle));
  const usd = total(parts);
  const sums = {
    usd,
    usd_idle: while_idle,
    usd_per_million: usd / (use.events / 1e6),
    usd_per_thousand_installations: (usd - while_idle) / (use.installations / 1000),
  };
  if (json) {
    const rows = parts.map(({ price, ...part }) => ({
      ...part,
      price_usd: price.usd,
      per: price.per,
      price_checked: price.checked ?? null,
      usd_per_million: part.usd / (use.events / 1e6),
    }));
    const { events, requests } = use;
    const all = { ...use, batch: events / requests, rows, ...sums, measured, assumed };
    console.log(JSON.stringify(all));
    return;
  }
  print(parts, use, sums.usd_per_million);
  const ms = duration(use.events / use.requests).toFixed(0);
  const each = (use.events / use.requests).toLocaleString('en-US', { maximumFractionDigits: 1 });
  console.log(`
us-east-1, without the free tier; ${each} events a request, ${ms} ms of Lambda each; events of ${months} ${months === 1 ? 'month' : 'months'} are kept.
A stack that nobody uses costs $${while_idle.toFixed(2)} of it. Beside that, a thousand installations cost $${sums.usd_per_thousand_installations.toFixed(2)} a month.`);
}

function print(parts: Part[], use: Use, perMillion: number): void {
  const columns = ['service', 'what', 'amount', 'USD a month', 'USD a million events', 'price', 'checked'];
  const rows = parts.map(({ service, what, amount, price, usd }) => [
    service,
    what,
    Math.round(amount).toLocaleString('en-US'),
    usd.toFixed(2),
    (usd / (use.events / 1e6)).toFixed(4),
    `${Number(price.usd.toPrecision(6))} a ${price.per}`,
    price.checked ?? 'to be verified',
  ]);
  rows.push(['all', '', '', total(parts).toFixed(2), perMillion.toFixed(4), '', '']);
  table(columns, rows);
}

/** The worst month under the settings of this checkout, beside the fleet that they are for. */
function printWorst(json?: true): void {
  const harms = worstMonth(settings, fleetOf(settings.throttle.rate));
  const usd = harms.reduce((all, each) => all + each.usd, 0);
  if (json) {
    console.log(JSON.stringify({ harms, usd }));
    return;
  }
  const often = (rate: number) => (rate < 0.01 ? `${rate * 86_400} a day` : `${rate} a second`);
  const rows = harms.map(({ what, rate, usd }) => [what, often(rate), usd.toFixed(0)]);
  table(['what', 'how often', 'USD a month'], [...rows, ['all', '', usd.toFixed(0)]]);
}

function table(columns: string[], rows: string[][]): void {
  const isText = (name: string) => /^(?:service|what|how often|price|checked)$/.test(name);
  console.log(
    formats.table({
      columns: columns.map((name) => ({ name, type: isText(name) ? 'varchar' : 'double' })),
      rows: rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i] as string]))),
    }),
  );
}

await main(
  new Command('npm run cost --')
    .description('What a month costs, service by service, from what the bench measured.')
    .option('--events <n>', 'events a month', positive, 10_000_000)
    .option('--batch <n>', 'events a request', within(1, 500), 50)
    .option(
      '--installations <n>',
      'instead: desktop installations, whose SDK sends by its defaults',
      positive,
    )
    .option('--hours <n>', 'hours a working day that each is used', within(1, 24), 6)
    .option('--per-hour <n>', 'events that it tracks in an hour of use', within(1, 10_000), 50)
    .option('--months <n>', 'months of events that are kept already, this one included', within(1, 120), 1)
    .option('--attack', 'instead: the worst that strangers can have you pay in a month, under your settings')
    .option('--json', 'print one JSON object')
    .action(cost),
);
