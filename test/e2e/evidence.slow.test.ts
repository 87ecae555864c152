import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from 'vitest';
import { type Erasure, erasureKey } from '../../functions/platform/records.ts';
import { day } from '../../shared/time.ts';
import { landingOf, query, refreshed, scan, store } from './lake.ts';
import { daysLater } from './later.ts';
import { addProduct, event, Installation, localForFile } from './local.ts';

/** The stand-in for Athena has no files of its own, so that the tests play Iceberg: they write and drop what it would. */
const started = localForFile({ schedules: false });
const data = () => join(landingOf(started), '..', 'tables', 'events', 'data');
const bucket = () => landingOf(started).split('/').at(-2);
const file = (name: string) => join(data(), `${name}.parquet`);

/** A file of the table, on disk and in its metadata. */
async function written(name: string): Promise<void> {
  mkdirSync(data(), { recursive: true });
  writeFileSync(file(name), 'rows');
  await query(
    started,
    `INSERT INTO "events$files" VALUES (0, 's3://${bucket()}/tables/events/data/${name}.parquet')`,
  );
}
/** Out of the metadata, as a rewriting leaves it; it goes from the disk with a later vacuum. */
const superseded = (name: string) =>
  query(started, `DELETE FROM "events$files" WHERE file_path LIKE '%/${name}.parquet'`);

test('an erasure a night, and an old file replaced each night: all complete within the promise', async () => {
  const key = await addProduct(started, 'nightly');
  const asked: { installation: Installation; erasure_id: string; night: number }[] = [];
  const took: number[] = [];
  await refreshed(started, 'late', 'compact');
  await written('old-0');
  for (let night = 0; night < 40; night++) {
    const installation = new Installation(started, key);
    await installation.decide('granted', ['usage']);
    await installation.post([event()]);
    await refreshed(started, 'recent');
    const { json } = await installation.call('POST', '/v1/erasures', { installation_id: installation.id });
    asked.push({ installation, erasure_id: json.erasure_id, night });
    await refreshed(started, 'late', 'erase');
    // The rewriting gives up a file of long ago for another; the vacuum drops what was given up a day before.
    await superseded(`old-${night}`);
    await written(`old-${night + 1}`);
    await refreshed(started, 'compact', 'evidence');
    if (night > 0) rmSync(file(`old-${night - 1}`));
    for (const one of [...asked]) {
      const answer = await one.installation.call('GET', `/v1/erasures/${one.erasure_id}`);
      if (answer.json.status !== 'completed') continue;
      took.push(night - one.night);
      asked.splice(asked.indexOf(one), 1);
    }
    await daysLater(started, 1);
  }
  expect(took.length).toBeGreaterThan(25);
  expect(Math.max(...took)).toBeLessThan(14);
  expect(asked.every(({ night }) => night > 40 - 14)).toBe(true);
}, 600_000);

test('ten thousand erasures at once complete, in statements and items within their bounds', async () => {
  await refreshed(started);
  const { client, TableName } = await store(started);
  const now = Date.now();
  const long = now - 12 * day;
  const ids = Array.from({ length: 10_000 }, () => randomUUID());
  for (let i = 0; i < ids.length; i += 25) {
    const some = ids.slice(i, i + 25).map((id) => ({
      PutRequest: {
        Item: marshall({
          ...erasureKey(id),
          version: 1,
          erasure: { product: 'many', status: 'removed_from_reports', requested_at: long, due_at: now },
        }),
      },
    }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName as string]: some } }));
  }
  for (let i = 0; i < ids.length; i += 1000) {
    const rows = ids
      .slice(i, i + 1000)
      .map((id) => `('${id}', 'many', '${id}', NULL, TIMESTAMP '2026-01-01 00:00:00')`);
    await query(started, `INSERT INTO erasures VALUES ${rows.join(', ')}`);
  }
  rmSync(landingOf(started), { recursive: true, force: true });
  mkdirSync(landingOf(started), { recursive: true });
  await refreshed(started, 'compact');
  rmSync(data(), { recursive: true, force: true });
  await refreshed(started, 'evidence');
  const [left] = await query(started, "SELECT count(*) AS n FROM erasures WHERE product = 'many'");
  expect(left?.n).toBe(0);
  const erasures = (await scan(started)).map(({ erasure }) => erasure as Erasure | undefined);
  const completed = erasures.filter((one) => one?.product === 'many' && one.status === 'completed');
  expect(completed).toHaveLength(10_000);
  const sizes = (await scan(started)).map((item) => JSON.stringify(item).length);
  expect(Math.max(...sizes)).toBeLessThan(400 * 1024);
}, 600_000);
