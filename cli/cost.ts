import { Command, InvalidArgumentError } from 'commander';
import { costs, duration, total } from '../costs/costs.ts';
import { assumed, measured } from '../costs/measured.ts';
import { main } from '../operator/program.ts';
import { formats } from '../reports/format.ts';

function positive(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new InvalidArgumentError('It must be a whole number of at least 1.');
  }
  return number;
}
function size(text: string): number {
  const number = positive(text);
  if (number > 500) throw new InvalidArgumentError('A batch has at most 500 events.');
  return number;
}

type Options = { events: number; batch: number; json?: true };

function cost({ events, batch, json }: Options): void {
  const parts = costs(events, batch);
  const month = total(parts);
  const perMillion = month / (events / 1e6);
  if (json) {
    const rows = parts.map(({ price, ...part }) => ({
      ...part,
      price_usd: price.usd,
      per: price.per,
      price_checked: price.checked ?? null,
      usd_per_million: part.usd / (events / 1e6),
    }));
    const all = { events, batch, rows, usd: month, usd_per_million: perMillion, measured, assumed };
    console.log(JSON.stringify(all));
    return;
  }
  const columns = ['service', 'what', 'amount', 'USD a month', 'USD a million events', 'price', 'checked'];
  const rows = parts.map(({ service, what, amount, price, usd }) => [
    service,
    what,
    Math.round(amount).toLocaleString('en-US'),
    usd.toFixed(2),
    (usd / (events / 1e6)).toFixed(4),
    `${Number(price.usd.toPrecision(6))} a ${price.per}`,
    price.checked ?? 'to be verified',
  ]);
  rows.push(['all', '', '', month.toFixed(2), perMillion.toFixed(4), '', '']);
  console.log(
    formats.table({
      columns: columns.map((name, i) => ({ name, type: i > 1 && i < 5 ? 'double' : 'varchar' })),
      rows: rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i] as string]))),
    }),
  );
  console.log(
    `\nus-east-1, without the free tier; ${batch} events a request, ${duration(batch).toFixed(0)} ms of Lambda each.`,
  );
}

await main(
  new Command('npm run cost --')
    .description('What a month costs, service by service, from what the bench measured.')
    .option('--events <n>', 'events a month', positive, 10_000_000)
    .option('--batch <n>', 'events a request', size, 50)
    .option('--json', 'print one JSON object')
    .action(cost),
);
