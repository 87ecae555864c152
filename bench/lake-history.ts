import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onDays } from '../functions/lake/days.ts';
import { insertEvents } from '../functions/lake/statements.ts';
import { literal } from '../functions/platform/athena.ts';
import { reports } from '../reports/reports.ts';
import { parametersOf } from '../reports/run.ts';
import { landingPrefix } from '../shared/lake.ts';
import type { Trino, Work } from '../trino/client.ts';
import { onTable, variants } from '../trino/variants.ts';
import { dayOf, fill, hourOf, newRows } from './lake-rows.ts';
import { middle } from './middle.ts';

/**
 * What a refresh and the reports on `events` take on a short history and on one of ten times the days, and what compaction
 * saves.
 */

export type Measured = {
  rows: number;
  refresh: Work;
  /** Of those that read `events`. */
  reports: Record<string, Work>;
};
/** Files of the last days, and what a question over them takes. */
export type Files = { files: number; work: Work };

/** Of an hour's arrival. */
const newAtOnce = 20_000;
/** The smaller history is of these days, the larger of ten times as many, with as many rows each. */
export const days = 30;
/** So many hourly files are compared with what compaction makes of them. */
const files = 48;

/** Adds history, as many days at once as a statement may write. */
export async function grow(
  trino: Trino,
  { from, to, perDay }: { from: number; to: number; perDay: number },
  say: (what: string) => void,
) {
  for (let ago = from; ago < to; ago += 60) {
    const last = Math.min(to, ago + 60);
    say(`making the events of ${last} days ago`);
    await trino.run(fill(ago, last, perDay));
  }
}

export async function measure(
  trino: Trino,
  bucket: string,
  rounds: number,
  say: (what: string) => void,
): Promise<Measured> {
  const [{ n } = {}] = (await trino.run('SELECT count(*) AS n FROM events')).rows;
  const run = (sql: string, parameters: string[]) =>
    trino.run(`EXECUTE IMMEDIATE ${literal(sql)} USING ${parameters.join(', ')}`);
  say(`refreshing one hour on ${n} rows`);
  // The first makes the engine warm.
  const refresh: Work[] = [];
  for (let round = 0; round <= rounds; round++) {
    const { stats } = await run(insertOfToday, arrive(bucket, newAtOnce));
    if (round > 0) refresh.push(stats);
  }
  say(`reports on ${n} rows`);
  const asked: Record<string, Work> = {};
  for (const report of reports())
    if (/\bFROM events\b/.test(report.sql))
      asked[report.name] = (
        await run(report.sql, parametersOf(report, { from: dayOf(days - 1), to: dayOf(-1) }))
      ).stats;
  return { rows: Number(n), refresh: middle(refresh), reports: asked };
}

/** Lands rows in an hour of their own, which no other has; returns the parameters of a refresh that takes them. */
let hoursAgo = 2;
function arrive(bucket: string, count: number): string[] {
  const hour = hourOf(hoursAgo++);
  const folder = join(bucket, landingPrefix, `hour=${hour}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'one.json.gz'), gzipSync(newRows(count)));
  return [hour, hour].map(literal);
}
/** The statement of an hourly refresh. */
const insertOfToday = onDays(insertEvents(), [1, 0, -1].map(dayOf));

/** A report over a day's many small files, as refreshes leave them, and over what compaction makes of them. */
export async function compaction(trino: Trino, bucket: string, rounds: number, say: (what: string) => void) {
  say(`${files} hourly files, and compacting them`);
  for (let i = 0; i < files; i++) {
    const parameters = arrive(bucket, 400);
    await trino.run(`EXECUTE IMMEDIATE ${literal(insertOfToday)} USING ${parameters.join(', ')}`);
  }
  const today = `SELECT product_version, count(DISTINCT installation_id) FROM events
    WHERE event_day BETWEEN CAST('${dayOf(2)}' AS date) AND CAST('${dayOf(-1)}' AS date) GROUP BY 1`;
  const measured = async () => {
    const works: Work[] = [];
    for (let round = 0; round < rounds; round++) works.push((await trino.run(today)).stats);
    const [{ files } = {}] = (await trino.run(fileCount)).rows;
    return { files: Number(files), work: middle(works) };
  };
  const hourly = await measured();
  await trino.run(onTable(variants.optimize, 'events'));
  return { hourly, compacted: await measured() };
}

const fileCount = `SELECT count(*) AS files FROM "events$files"
WHERE json_extract_scalar(CAST(partition AS json), '$.event_day') >= '${dayOf(2)}'`;
