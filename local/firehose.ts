import { randomUUID } from 'node:crypto';
import {
  closeSync,
  globSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { Refusal } from './athena.ts';
import type { Template } from './template.ts';

const buffered = 500;

type Stream = {
  name: string;
  root: string;
  prefix: string;
  extension: string;
  open?: { key: string; file: number };
};
type Data = { Data: string };

/**
 * Firehose's put calls and its delivery. A record is on disk before it is acknowledged, in the object that it will
 * be part of; shortly after, the object gets the name it would have in S3, and readers see it.
 */
export class Firehose {
  readonly #streams = new Map<string, Stream>();
  readonly #delivered: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(template: Template, folder: string, delivered: () => void) {
    this.#delivered = delivered;
    for (const { id, properties } of template.ofType('AWS::KinesisFirehose::DeliveryStream')) {
      const { BucketARN, Prefix, FileExtension } = properties.ExtendedS3DestinationConfiguration;
      const root = join(folder, 's3', BucketARN.split(':').at(-1));
      this.#streams.set(id, { name: id, root, prefix: Prefix, extension: FileExtension });
      for (const left of globSync(join(root, '**', `${id}-*[0-9a-f]`))) recover(left, FileExtension);
    }
  }

  call(operation: string, input: { DeliveryStreamName: string; Record?: Data; Records?: Data[] }): object {
    const stream = this.#streams.get(input.DeliveryStreamName);
    if (!stream) throw new Refusal('ResourceNotFoundException', 'There is no such stream');
    const records = operation === 'PutRecord' ? [input.Record as Data] : (input.Records ?? []);
    for (const { Data } of records) writeSync(fileOf(stream), Buffer.from(Data, 'base64'));
    this.#timer ??= setTimeout(() => this.deliver(), buffered);
    const ids = records.map(() => ({ RecordId: randomUUID() }));
    return operation === 'PutRecord'
      ? { ...ids[0], Encrypted: true }
      : { FailedPutCount: 0, RequestResponses: ids };
  }

  /** Delivers what is buffered. */
  deliver(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const stream of this.#streams.values()) {
      if (!stream.open) continue;
      closeSync(stream.open.file);
      renameSync(stream.open.key, stream.open.key + stream.extension);
      stream.open = undefined;
      this.#delivered();
    }
  }
}

/** The object under way, begun if there is none: named by the hour in which its first record came. */
function fileOf(stream: Stream): number {
  if (stream.open) return stream.open.file;
  const now = new Date();
  const stamp = now.toISOString().slice(0, 19).replace(/[T:]/g, '-');
  const key = join(stream.root, prefixAt(stream.prefix, now), `${stream.name}-1-${stamp}-${randomUUID()}`);
  mkdirSync(dirname(key), { recursive: true });
  stream.open = { key, file: openSync(key, 'ax') };
  return stream.open.file;
}

/** Delivers what a crash left, less a record that was cut off: it was never acknowledged. */
function recover(path: string, extension: string): void {
  const text = gunzipSync(readFileSync(path), { finishFlush: constants.Z_SYNC_FLUSH }).toString();
  writeFileSync(`${path}.part`, gzipSync(text.slice(0, text.lastIndexOf('\n') + 1)));
  renameSync(`${path}.part`, path + extension);
  rmSync(path);
}

/** Evaluates `!{timestamp:…}` of a prefix, UTC. */
function prefixAt(prefix: string, at: Date): string {
  const [yyyy, MM, dd, HH] = at.toISOString().split(/[-T:]/) as [string, string, string, string];
  const parts: Record<string, string> = { yyyy, MM, dd, HH };
  return prefix.replace(/!\{timestamp:([^}]+)\}/g, (_, format: string) =>
    format.replace(/yyyy|MM|dd|HH/g, (part) => parts[part] as string),
  );
}
