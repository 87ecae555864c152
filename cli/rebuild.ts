import { deployment, type Where } from '../operator/deployment.ts';
import { askLake } from '../operator/invoke.ts';
import { main, program, Stop } from '../operator/program.ts';
import { during } from '../operator/progress.ts';
import { isDay, rangeOf } from '../reports/dates.ts';
import { day, dayOf } from '../shared/time.ts';

/** So many days at once end well before a function must. */
const atOnce = 30;

await main(
  program('rebuild', 'Rebuilds installation_days and license_events from events, for a range of days.')
    .requiredOption('--from <date>', 'the first event day (UTC): 2026-11-22, today, or 30d')
    .option('--to <date>', 'the day after the last; without it, tomorrow is the last')
    .action(async ({ from, to, ...where }: Where & { from: string; to?: string }) => {
      for (const text of [from, to])
        if (text && !isDay(text)) throw new Stop(`${text} is no date: write 2026-11-22.`);
      const range = rangeOf(from, to);
      // An event may lie a day ahead.
      if (!to) range.to = dayOf(Date.now() + 2 * day);
      const there = await deployment(where);
      for (let first = range.from; first < range.to; ) {
        const next = dayOf(Date.parse(first) + atOnce * day);
        const last = next < range.to ? next : range.to;
        const rebuilt = askLake(there, { jobs: [], rebuild: { from: first, to: last } });
        await during(`rebuilding from ${first} up to ${last}`, rebuilt);
        first = last;
      }
      console.log(`Rebuilt from ${range.from} up to ${range.to}.`);
    }),
);
