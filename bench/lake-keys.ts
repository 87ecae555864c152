import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { onDays } from '../functions/lake/days.ts';
import { dataFiles, insertEvents } from '../functions/lake/statements.ts';
import { literal } from '../functions/platform/athena.ts';
import { landingPrefix } from '../shared/lake.ts';
import type { Trino } from '../trino/client.ts';
import { batch } from './batch.ts';
import { dayOf, hourOf } from './lake-rows.ts';

/** Bytes a row that columns take in the files of the table `events`, by name. */
export type Sizes = Record<string, number>;

const rows = 40_000;

/** What an hour's refresh writes of installations that send so many events at once: of its keys, and in all. */
export async function keySizes(trino: Trino, bucket: string): Promise<Record<number, Sizes>> {
  const sizes: Record<number, Sizes> = {};
  const insert = onDays(insertEvents(), [1, 0].map(dayOf));
  for (const [i, size] of [1, 5, 20, 50].entries()) {
    // Hours that nothing else of the bench lands in.
    const hour = hourOf(100 + i);
    const folder = join(bucket, landingPrefix, `hour=${hour}`);
    mkdirSync(folder, { recursive: true });
    const batches = Array.from({ length: rows / size }, () => landed(size));
    writeFileSync(join(folder, 'one.json.gz'), gzipSync(`${batches.flat().join('\n')}\n`));
    await trino.run(`EXECUTE IMMEDIATE ${literal(insert)} USING ${[hour, hour].map(literal).join(', ')}`);
    const all = await columnSizes(trino, bucket);
    const { event_id = 0, installation_id = 0 } = all;
    const row = Object.values(all).reduce((sum, bytes) => sum + bytes, 0);
    sizes[size] = { event_id, installation_id, row };
    await trino.run('DELETE FROM events');
  }
  return sizes;
}

/** The rows of one installation's batch, as `ingest` writes them. */
function landed(size: number): string[] {
  const { context, events, organization_id } = batch(size);
  const [installation_id, session_id] = [randomUUID(), randomUUID()];
  const received_at = new Date().toISOString();
  return (events as object[] as { occurred_at: string; properties: object }[]).map((event) =>
    JSON.stringify({
      ...context,
      ...event,
      product: 'editor',
      test: false,
      installation_id,
      organization_id,
      session_id,
      occurred_at_sent: event.occurred_at,
      received_at,
      event_day: event.occurred_at.slice(0, 10),
      properties: Object.fromEntries(
        Object.entries(event.properties).map(([name, value]) => [name, `${value}`]),
      ),
    }),
  );
}

/** Of every column, in the files that the table consists of. */
export async function columnSizes(trino: Trino, bucket: string): Promise<Sizes> {
  const paths = (await trino.run(dataFiles('events'))).rows.map(({ file_path }) => file_path as string);
  const files = `[${paths.map((path) => literal(path.replace(/^local:\/\//, bucket))).join(', ')}]`;
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const sizes = await connection.runAndReadAll(`
    SELECT split_part(path_in_schema, ',', 1) AS name, sum(total_compressed_size)::DOUBLE AS bytes,
      (SELECT sum(num_rows) FROM parquet_file_metadata(${files}))::DOUBLE AS rows
    FROM parquet_metadata(${files}) GROUP BY name ORDER BY bytes DESC`);
  connection.closeSync();
  return Object.fromEntries(
    sizes.getRowObjectsJson().map(({ name, bytes, rows }) => [name as string, Number(bytes) / Number(rows)]),
  );
}
