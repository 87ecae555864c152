import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { onDays } from '../functions/lake/days.ts';
import { slices } from '../functions/lake/parts.ts';
import { insertEvents } from '../functions/lake/statements.ts';
import { literal } from '../functions/platform/athena.ts';
import { landingPrefix } from '../shared/lake.ts';
import { day, dayOf, hourOf } from '../shared/time.ts';
import type { Trino, Work } from '../trino/client.ts';
import { arrivals, land } from './lake-kept.ts';

/** What a refresh of one hour takes in one statement, and by slices of its installations. */

export type Parts = { rows: number; slices: number; cpuTimeMillis: number; peakMemoryBytes: number };

/** Leaves the tables empty, as it found them. */
export async function byParts(
  trino: Trino,
  bucket: string,
  rows: number,
  say: (what: string) => void,
): Promise<Parts[]> {
  const from = Math.floor(Date.now() / day) * day - 3 * day;
  say(`refreshing one hour of ${rows} rows, whole and by parts`);
  for (let at = 0; at < rows; at += 50_000)
    land(bucket, hourOf(from), arrivals(from, { rows: Math.min(50_000, rows - at), atOnce: 50 }, at / 50));
  const days = [-day, 0].map((ago) => dayOf(from + ago));
  const hours = [hourOf(from), hourOf(from)].map(literal).join(', ');
  const found: Parts[] = [];
  // The first makes the engine warm.
  for (const count of [1, 1, 4, 16]) {
    const works: Work[] = [];
    for (const slice of count === 1 ? [''] : slices(count)) {
      const statement = onDays(insertEvents(slice), days);
      works.push((await trino.run(`EXECUTE IMMEDIATE ${literal(statement)} USING ${hours}`)).stats);
    }
    const [{ n } = {}] = (await trino.run('SELECT count(*) AS n FROM events')).rows;
    if (Number(n) !== rows) throw new Error(`Of ${rows} rows ${n} are in events.`);
    await trino.run('DELETE FROM events');
    found.push({
      rows,
      slices: count,
      cpuTimeMillis: works.reduce((sum, { cpuTimeMillis }) => sum + cpuTimeMillis, 0),
      peakMemoryBytes: Math.max(...works.map(({ peakMemoryBytes }) => peakMemoryBytes)),
    });
  }
  rmSync(join(bucket, landingPrefix), { recursive: true });
  return found.slice(1);
}
