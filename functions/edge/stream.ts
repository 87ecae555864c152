import { gzipSync } from 'node:zlib';
import { FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose';
import { limits } from '../../shared/limits.ts';
import { clientSettings } from './client.ts';
import { environment } from './environment.ts';

const client = new FirehoseClient(clientSettings);

const newline = 0x0a;

/**
 * Packs rows, each a line of JSON, into one gzip member with each line ended: a record is billed in steps of 5 KB,
 * and members one after the other are a gzip file. Undefined when it is too large for one record.
 */
export function pack(rows: readonly string[]): Buffer | undefined {
  // Written row by row: one long text of them would be copied twice on the way.
  const lines = Buffer.allocUnsafe(rows.reduce((bytes, row) => bytes + Buffer.byteLength(row) + 1, 0));
  let end = 0;
  for (const row of rows) {
    end += lines.write(row, end);
    end = lines.writeUInt8(newline, end);
  }
  const record = gzipSync(lines, { level: 1 });
  return record.length <= limits.recordBytes ? record : undefined;
}

/** Puts one record; when it returns, the record is durably in the stream. Throws when it may not be. */
export async function put(record: Uint8Array): Promise<void> {
  await client.send(
    new PutRecordCommand({ DeliveryStreamName: environment.stream, Record: { Data: record } }),
  );
}
