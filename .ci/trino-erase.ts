import { randomUUID } from 'node:crypto';
import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { onDays } from '../functions/lake/days.ts';
import {
  differingDays,
  insertInstallationDays,
  remakeDaysOfErasedUsers,
} from '../functions/lake/installation-days.ts';
import { differingLicenses } from '../functions/lake/license-events.ts';
import {
  dataFiles,
  daysToErase,
  deleteFiles,
  deleteInstallations,
  deleteUsers,
  exportRows,
  insertErasures,
  insertEvents,
  openErasures,
  unfinished,
} from '../functions/lake/statements.ts';
import { literal } from '../functions/platform/athena.ts';
import { landingPrefix, requestsPrefix } from '../shared/lake.ts';
import { dailyTables } from '../shared/tables.ts';
import { hourOf } from '../shared/time.ts';
import { onTable, variants } from '../trino/variants.ts';
import type { Engines } from './trino-engines.ts';

/** Asks both engines the same; says whether they answer the same. */
type Compare = (engines: Engines, what: string, sql: string, parameters?: string[]) => Promise<void>;
type Say = (what: string) => void;
type Row = { product: string; installation_id: string; user_id: string };

/**
 * Exports and then erases one installation and one user of another on both engines, by the functions' own statements,
 * and reads the Parquet files that Trino leaves on disk: the erased rows must not be in any of them, though each search
 * found them before.
 */
export async function erase(engines: Engines, compare: Compare, say: Say, hours: string[], days: string[]) {
  const { onLocal, onTrino } = engines;
  const both = async (sql: string, parameters: string[] = []) => {
    await onLocal(sql, parameters);
    await onTrino(sql, parameters);
  };
  const [gone, other] = (await onTrino(ofTwo)).rows as [Row, Row];
  const asked = [{ product: gone.product, installation_id: gone.installation_id }, other];

  await onTrino(variants.requests.trino);
  put(
    engines,
    `${requestsPrefix}export/`,
    asked.map((one) => ({ ...one, kind: 'export', request_id: 'asked' })),
  );
  await compare(engines, 'export', exportRows);

  put(engines, `${landingPrefix}hour=${hourOf(Date.now())}/`, asked.map(erasure));
  await both(insertErasures, hours.map(literal));
  await both(insertErasures, hours.map(literal));
  await compare(engines, 'erasures taken', openErasures);
  const since = literal('2000-01-01');
  const each = dailyTables.map(() => since);
  await compare(engines, 'erasures to do', `${unfinished} ORDER BY erasure_id`, each);
  const before = await inFiles(engines, gone, other);
  if (before[0] === 0 || before[1] === 0)
    throw new Error(`Nothing to erase was found in the files: ${before}`);

  await compare(engines, 'days to erase', daysToErase, [...each, since]);
  const found = (await onTrino(daysToErase, [...each, since])).rows.map(({ event_day }) => String(event_day));
  for (const statement of [...deleteInstallations, ...deleteUsers, remakeDaysOfErasedUsers])
    await both(onDays(statement, found));
  await compare(engines, 'erasures to do after the deletion', unfinished, each);
  await both(onDays(insertEvents(), days), hours.map(literal));
  await both(onDays(insertInstallationDays, days), [literal('2000-01-01T00:00:00.000Z')]);
  await compare(engines, 'events after the erasure', everything);
  for (const [table, sql] of Object.entries(derived))
    await compare(engines, `${table} after the erasure`, sql);
  for (const differing of [differingDays, differingLicenses])
    await compare(engines, 'what the tables say otherwise than events', onDays(differing, found));
  const deleted = await inFiles(engines, gone, other);
  say(`after DELETE the files still hold ${deleted} of ${before} rows, as Iceberg has it`);

  for (const table of dailyTables) await onTrino(onTable(variants.optimize, table));
  const named = new Set<string>();
  for (const table of dailyTables) {
    const [left] = (await onTrino(deleteFiles(table))).rows;
    if (left?.files !== 0)
      throw new Error(`${left?.files} files with deletions are left after the rewriting`);
    for (const { file_path } of (await onTrino(dataFiles(table))).rows)
      named.add(basename(String(file_path)));
  }
  const superseded = parquet(engines).filter((file) => isDaily(file) && !named.has(basename(file)));
  if (superseded.length === 0) throw new Error('The rewriting gave up no file, although rows were deleted');
  for (const table of dailyTables)
    for (const half of [variants.expireSnapshots, variants.removeOrphans])
      await onTrino(onTable(half, table));
  const there = parquet(engines);
  if (superseded.some((file) => there.includes(file)))
    throw new Error('A file that the rewriting gave up is left after vacuuming');
  const after = await inFiles(engines, gone, other);
  if (after[0] !== 0 || after[1] !== 0) throw new Error(`The files still hold ${after} rows after vacuuming`);
  await compare(engines, 'events after vacuuming', everything);
  say(`the files hold none of the ${before} erased rows any more`);
}

/** What follows from `events`, as it is read. */
export const derived = {
  installation_days: `SELECT DISTINCT * FROM installation_days
ORDER BY product, installation_id, event_day, day, test, ci, last_seen, first_seen`,
  license_events: 'SELECT * FROM license_events ORDER BY product, installation_id, event_id',
};
const everything = 'SELECT * FROM events ORDER BY product, installation_id, event_id';
/** The installation with the most rows, and the user with the most of another. */
const ofTwo = `SELECT product, installation_id, max(user_id) AS user_id FROM events
WHERE user_id IS NOT NULL GROUP BY product, installation_id ORDER BY count(*) DESC, installation_id LIMIT 2`;

/** A request to erase, as the rights function puts it into the stream. */
function erasure(whose: object): object {
  const at = new Date().toISOString();
  const times = { occurred_at: at, occurred_at_sent: at, received_at: at, event_day: at.slice(0, 10) };
  return { event_id: randomUUID(), event_name: 'erasure_requested', test: false, ...whose, ...times };
}

function put({ bucket }: Engines, prefix: string, lines: object[]): void {
  mkdirSync(join(bucket, prefix), { recursive: true });
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  writeFileSync(join(bucket, prefix, `${randomUUID()}.json.gz`), gzipSync(text));
}

const parquet = ({ bucket }: { bucket: string }) => globSync(join(bucket, '**', '*.parquet'));

/** Whether a file is of a table with rows of people. */
const isDaily = (file: string) => dailyTables.some((table) => file.includes(`/${table}`));

/** How many rows of the installation, and of the other's user, all Parquet files on disk hold, read one by one. */
async function inFiles({ bucket }: Engines, gone: Row, other: Row): Promise<[number, number]> {
  const db = await DuckDBInstance.create(':memory:');
  const connection = await db.connect();
  const counts: [number, number] = [0, 0];
  // `erasures` itself names whom it concerns until the erasure is completed.
  for (const file of parquet({ bucket }).filter(isDaily)) {
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet(${literal(file)})`);
    const has = (column: string) => described.getRows().some(([name]) => name === column);
    // A file of deletions holds places in other files.
    if (!has('installation_id')) continue;
    const found = await connection.runAndReadAll(`SELECT
        count(*) FILTER (installation_id = ${literal(gone.installation_id)}),
        count(*) FILTER (installation_id = ${literal(other.installation_id)} AND ${has('user_id') ? `user_id = ${literal(other.user_id)}` : 'false'})
      FROM read_parquet(${literal(file)})`);
    for (const [i, count] of (found.getRows()[0] as bigint[]).entries()) counts[i as 0 | 1] += Number(count);
  }
  connection.closeSync();
  db.closeSync();
  return counts;
}
