import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './athena.ts';
import { Spool } from './spool.ts';
import type { Template } from './template.ts';

const buffered = 500;
const objectBytes = 64 * 1024 * 1024;

type Stream = { spool: Spool; bucket: string; prefix: string; extension: string };
type Data = { Data: string };

/**
 * Firehose's put calls and its delivery: a record is on disk before it is acknowledged, and shortly after in an
 * object under the key it would have in S3. A crash in between delivers it again, as Firehose may.
 */
export class Firehose {
  readonly #folder: string;
  readonly #streams = new Map<string, Stream>();
  readonly #delivered: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(template: Template, folder: string, delivered: () => void) {
    this.#folder = join(folder, 's3');
    this.#delivered = delivered;
    for (const { id, properties } of template.ofType('AWS::KinesisFirehose::DeliveryStream')) {
      const { BucketARN, Prefix, FileExtension } = properties.ExtendedS3DestinationConfiguration;
      const spool = new Spool(join(folder, 'firehose', id));
      this.#streams.set(id, {
        spool,
        bucket: BucketARN.split(':').at(-1),
        prefix: Prefix,
        extension: FileExtension,
      });
    }
    this.deliver();
  }

  call(operation: string, input: { DeliveryStreamName: string; Record?: Data; Records?: Data[] }): object {
    const stream = this.#streams.get(input.DeliveryStreamName);
    if (!stream) throw new Refusal('ResourceNotFoundException', 'There is no such stream');
    const records = operation === 'PutRecord' ? [input.Record as Data] : (input.Records ?? []);
    const key = prefixAt(stream.prefix, new Date());
    for (const { Data } of records) {
      stream.spool.add(
        Buffer.from(Data, 'base64'),
        (since, bytes) => prefixAt(stream.prefix, since) === key && bytes < objectBytes,
      );
    }
    this.#timer ??= setTimeout(() => this.deliver(), buffered);
    const ids = records.map(() => ({ RecordId: randomUUID() }));
    return operation === 'PutRecord'
      ? { ...ids[0], Encrypted: true }
      : { FailedPutCount: 0, RequestResponses: ids };
  }

  /** Writes what is buffered into objects, one for each hour of arrival. */
  deliver(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const [name, { spool, bucket, prefix, extension }] of this.#streams) {
      for (const { since, data, done } of spool.take()) {
        const folder = join(this.#folder, bucket, prefixAt(prefix, since));
        const stamp = since.toISOString().slice(0, 19).replace(/[T:]/g, '-');
        const object = join(folder, `${name}-1-${stamp}-${randomUUID()}`);
        mkdirSync(folder, { recursive: true });
        writeFileSync(object, data);
        renameSync(object, `${object}${extension}`);
        done();
        this.#delivered();
      }
    }
  }
}

/** Evaluates `!{timestamp:…}` of a prefix, UTC. */
function prefixAt(prefix: string, at: Date): string {
  const [yyyy, MM, dd, HH] = at.toISOString().split(/[-T:]/) as [string, string, string, string];
  const parts: Record<string, string> = { yyyy, MM, dd, HH };
  return prefix.replace(/!\{timestamp:([^}]+)\}/g, (_, format: string) =>
    format.replace(/yyyy|MM|dd|HH/g, (part) => parts[part] as string),
  );
}
