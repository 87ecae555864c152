import { onDays } from '../functions/lake/days.ts';
import { consolidateDays } from '../functions/lake/installation-days.ts';
import { literal } from '../functions/platform/athena.ts';
import { reports } from '../reports/reports.ts';
import { parametersOf } from '../reports/run.ts';
import type { Trino } from '../trino/client.ts';
import { onTable, variants } from '../trino/variants.ts';
import { dayOf } from './lake-rows.ts';
import { middle } from './middle.ts';

/** After how many reads it pays to make closed days of `installation_days` one row for each installation. */

/** `rows` say what one could; `cost` and what a read `saves` are CPU milliseconds beyond those of compaction alone. */
export type Scattered = { rows: number; cost: number; saves: number; bytes: number };

const installations = 20_000;
const days = [3, 4].map(dayOf);

/** A row of a share of the installations for each day, as one refresh leaves it. */
const fill = (nth: number, share: number) => `
INSERT INTO installation_days (product, test, ci, installation_id, event_day, day, first_seen, last_seen, product_at,
  product_event_id, product_version, version_key, product_edition, environment_at, environment_event_id, os_name, country)
SELECT 'atlas', false, false, lower(to_hex(md5(to_utf8(CAST(i AS varchar))))), event_day, event_day, at, at, at,
  CAST(uuid() AS varchar), '4.' || CAST(i % 6 AS varchar), '014.01' || CAST(i % 6 AS varchar), 'pro', at,
  CAST(uuid() AS varchar), 'Windows', 'DE'
FROM (
  SELECT i, event_day, date_add('minute', ${nth * 60} + i % 60, CAST(event_day AS timestamp)) AS at
  FROM (SELECT a * 1000 + b AS i FROM UNNEST(sequence(0, ${installations / 1000 - 1})) AS a (a)
    CROSS JOIN UNNEST(sequence(0, 999)) AS b (b)) AS numbers
  CROSS JOIN (VALUES ${days.map((day) => `DATE '${day}'`).join(', ')}) AS days (event_day)
  WHERE i < ${installations * share}
) AS dated`;

/** Leaves the tables empty, as it found them. */
export async function consolidating(
  trino: Trino,
  rounds: number,
  say: (what: string) => void,
): Promise<Scattered[]> {
  const report = reports().find(({ name }) => name === 'version-distribution');
  if (!report) throw new Error('There is no report on versions.');
  const range = parametersOf(report, { from: dayOf(5), to: dayOf(2) }).join(', ');
  const read = async () => {
    const works = [];
    for (let round = 0; round <= rounds; round++)
      works.push((await trino.run(`EXECUTE IMMEDIATE ${literal(report.sql)} USING ${range}`)).stats);
    return middle(works.slice(1));
  };
  const compacted = async () =>
    (await trino.run(onTable(variants.optimize, 'installation_days'))).stats.cpuTimeMillis;
  const found: Scattered[] = [];
  for (const rows of [2, 1.25, 2, 8]) {
    say(`days of ${rows} rows for each installation, and of one`);
    const filled = async () => {
      await trino.run('DELETE FROM installation_days');
      for (let nth = 0; nth < rows; nth++) await trino.run(fill(nth, Math.min(1, rows - nth)));
    };
    await filled();
    const without = await compacted();
    const before = await read();
    await filled();
    const { stats } = await trino.run(onDays(consolidateDays, days));
    const cost = stats.cpuTimeMillis + (await compacted()) - without;
    const after = await read();
    await trino.run('DELETE FROM installation_days');
    found.push({
      rows,
      cost,
      saves: before.cpuTimeMillis - after.cpuTimeMillis,
      bytes: before.physicalInputBytes / after.physicalInputBytes,
    });
  }
  // The first made the engine warm.
  return found.slice(1);
}
