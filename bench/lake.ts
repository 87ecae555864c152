import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stop } from '../operator/program.ts';
import { type Table, tables } from '../shared/tables.ts';
import { download, findJava, startTrino } from '../trino/server.ts';
import { variants } from '../trino/variants.ts';
import { compaction, days, type Files, grow, type Measured, measure } from './lake-history.ts';
import { type Kept, keeping } from './lake-kept.ts';
import { columnSizes, keySizes, type Sizes } from './lake-keys.ts';
import { byParts, type Parts } from './lake-parts.ts';
import { license } from './lake-rows.ts';
import { consolidating, type Scattered } from './lake-scattered.ts';
import { type Against, againstEvents } from './lake-tables.ts';

/** What the lake's statements take as history grows, on Trino over Iceberg: Athena's engine and its table. */

/** `fleet`: beside fifty events an installation and day, so many times as many. */
export type Effort = { millions: number; rounds: number; fleet: number };
export type Lake = {
  kept: Kept[];
  parts: Parts[];
  scattered: Scattered[];
  /** Reports on the tables kept for them, against a plain scan of `events`. */
  against: Against[];
  before: Measured;
  after: Measured;
  /** What a report reads of large files follows from these: of files as small as here, Trino reads what lies between too. */
  columns: Sizes;
  /** Of a fleet's hour, by the events that an installation sends at once. */
  keys: Record<number, Sizes>;
  hourly: Files;
  compacted: Files;
};
export async function lake({ millions, rounds, fleet }: Effort, say: (what: string) => void): Promise<Lake> {
  const java = findJava();
  if (!java) throw new Stop('This needs Java 24 or newer (JAVA_HOME) and Maven: it runs on Trino.');
  const folder = mkdtempSync(join(tmpdir(), 'assent-lake-'));
  const bucket = join(folder, 'bucket');
  mkdirSync(bucket);
  // One that was downloaded before.
  const there = process.env.ASSENT_TRINO;
  if (!there) {
    execFileSync('mvn', ['--version'], { stdio: 'ignore' });
    say('downloading Trino');
    download(java, folder);
  }
  say('starting Trino');
  const { trino, stop } = await startTrino(java, there || folder, bucket);
  try {
    for (const name of [...(Object.keys(tables) as Table[]), 'landing'] as const)
      await trino.run(variants[name].trino);
    await trino.run(license);
    const kept = await keeping(trino, bucket, rounds, fleet > 1, say);
    const parts = await byParts(trino, bucket, fleet > 1 ? 400_000 : 100_000, say);
    const scattered = await consolidating(trino, rounds, say);
    const against: Against[] = [];
    for (const times of new Set([1, fleet]))
      against.push(...(await againstEvents(trino, 50 * times, rounds, say)));
    say('writing the hours of fleets');
    const keys = await keySizes(trino, bucket);
    const perDay = Math.round((millions * 1e6) / 10 / days);
    await grow(trino, { from: 3, to: days, perDay }, say);
    const before = await measure(trino, bucket, rounds, say);
    await grow(trino, { from: days, to: 10 * days, perDay }, say);
    const after = await measure(trino, bucket, rounds, say);
    const columns = await columnSizes(trino, bucket);
    const compacted = await compaction(trino, bucket, rounds, say);
    return { kept, parts, scattered, against, before, after, columns, keys, ...compacted };
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
