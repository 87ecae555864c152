import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from './template.ts';

const buffered = 500;
const objectBytes = 64 * 1024 * 1024;

/** Evaluates `!{timestamp:…}` of a prefix, UTC. */
function prefixAt(prefix: string, at: Date): string {
  const [yyyy, MM, dd, HH] = at.toISOString().split(/[-T:]/) as [string, string, string, string];
  const parts: Record<string, string> = { yyyy, MM, dd, HH };
  return prefix.replace(/!\{timestamp:([^}]+)\}/g, (_, format: string) =>
    format.replace(/yyyy|MM|dd|HH/g, (part) => parts[part] as string),
  );
}

/**
 * Firehose's put calls and its delivery: a record is on disk before it is acknowledged, and shortly after in an
 * object under the key it would have in S3. A crash in between delivers it again, as Firehose may.
 */
export class Firehose {
  readonly #folder: string;
  readonly #spool: string;
  readonly #streams = new Map<string, { bucket: string; prefix: string; extension: string }>();
  readonly #delivered: () => void;
  #timer: NodeJS.Timeout | undefined;
  #count = 0;

  constructor(template: Template, folder: string, delivered: () => void) {
    this.#folder = join(folder, 's3');
    this.#spool = join(folder, 'firehose');
    this.#delivered = delivered;
    for (const { id, properties } of template.ofType('AWS::KinesisFirehose::DeliveryStream')) {
      const { BucketARN, Prefix, FileExtension } = properties.ExtendedS3DestinationConfiguration;
      this.#streams.set(id, { bucket: BucketARN.split(':').at(-1), prefix: Prefix, extension: FileExtension });
      mkdirSync(join(this.#spool, id), { recursive: true });
    }
    this.deliver();
  }

  call(operation: string, input: { DeliveryStreamName: string; Record?: Data; Records?: Data[] }): object {
    const records = operation === 'PutRecord' ? [input.Record as Data] : (input.Records ?? []);
    if (!this.#streams.has(input.DeliveryStreamName)) throw new Error('ResourceNotFoundException');
    const ids = records.map(({ Data }) => this.#keep(input.DeliveryStreamName, Buffer.from(Data, 'base64')));
    this.#timer ??= setTimeout(() => this.deliver(), buffered);
    if (operation === 'PutRecord') return { RecordId: ids[0], Encrypted: true };
    return { FailedPutCount: 0, RequestResponses: ids.map((RecordId) => ({ RecordId })) };
  }

  #keep(stream: string, data: Buffer): string {
    const name = `${Date.now()}-${String(this.#count++).padStart(9, '0')}`;
    const path = join(this.#spool, stream, name);
    writeFileSync(`${path}.new`, data);
    renameSync(`${path}.new`, path);
    return name;
  }

  /** Writes what is buffered into objects, one for each hour of arrival. */
  deliver(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    let any = false;
    for (const [stream, { bucket, prefix, extension }] of this.#streams) {
      const spool = join(this.#spool, stream);
      const waiting = readdirSync(spool).filter((name) => !name.endsWith('.new')).sort();
      while (waiting.length > 0) {
        any = true;
        const arrived = (name: string) => new Date(Number(name.split('-')[0]));
        const key = prefixAt(prefix, arrived(waiting[0] as string));
        const taken: string[] = [];
        const parts: Buffer[] = [];
        let bytes = 0;
        while (waiting[0] && prefixAt(prefix, arrived(waiting[0])) === key && bytes < objectBytes) {
          const part = readFileSync(join(spool, waiting[0]));
          bytes += part.length;
          parts.push(part);
          taken.push(waiting.shift() as string);
        }
        const folder = join(this.#folder, bucket, key);
        mkdirSync(folder, { recursive: true });
        const stamp = arrived(taken[0] as string).toISOString().slice(0, 19).replace(/[T:]/g, '-');
        const object = join(folder, `${stream}-1-${stamp}-${randomUUID()}`);
        writeFileSync(object, Buffer.concat(parts));
        renameSync(object, `${object}${extension}`);
        for (const name of taken) rmSync(join(spool, name));
      }
    }
    if (any) this.#delivered();
  }
}

type Data = { Data: string };
