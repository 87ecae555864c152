import { gzipSync } from 'node:zlib';
import { FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose';
import { limits } from '../../shared/limits.ts';
import type { Sender } from './authenticate.ts';
import { clientSettings, proof, withDeadline } from './client.ts';
import { environment } from './environment.ts';

const client = new FirehoseClient(clientSettings);

/**
 * Packs rows, each a line of JSON that ends with `end`, into one gzip member: a record is billed in steps of 5 KB, and
 * members one after the other are a gzip file. Empty without rows; undefined when it is too large for one record.
 */
export function pack(rows: readonly string[], end = ''): Buffer | undefined {
  if (rows.length === 0) return Buffer.alloc(0);
  // Written part by part: one long text of all rows would be copied twice on the way.
  const ending = Buffer.from(`${end}\n`);
  const lines = Buffer.allocUnsafe(
    rows.reduce((bytes, row) => bytes + Buffer.byteLength(row) + ending.length, 0),
  );
  let at = 0;
  for (const row of rows) {
    at += lines.write(row, at);
    at += ending.copy(lines, at);
  }
  const record = gzipSync(lines, { level: 1 });
  return record.length <= limits.recordBytes ? record : undefined;
}

/** Puts one record; when it returns, the record is durably in the stream. Throws when it may not be. */
export async function put(record: Uint8Array): Promise<void> {
  const { RecordId } = await client.send(
    new PutRecordCommand({ DeliveryStreamName: environment.stream, Record: { Data: record } }),
    withDeadline(),
  );
  proof(RecordId, 'RecordId');
}

/** A row of the service's own: what happened at a time (in milliseconds since 1970), and `more` of its columns. */
export function rowOf(
  event_id: string,
  event_name: string,
  { product, test }: Sender,
  time: number,
  more: object,
): string {
  const at = new Date(time).toISOString();
  const times = { occurred_at: at, occurred_at_sent: at, received_at: at, event_day: at.slice(0, 10) };
  return JSON.stringify({ event_id, event_name, product, test, ...times, ...more });
}

/** Puts a row of the service's own. */
export const putRow = (...row: Parameters<typeof rowOf>): Promise<void> =>
  put(pack([rowOf(...row)]) as Buffer);
