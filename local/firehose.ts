import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  globSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Refusal } from './athena.ts';
import type { Template } from './template.ts';
import { writeWhole } from './whole.ts';

const buffered = 500;
/** AWS's quota, before base64. */
const recordLimit = 1000 * 1024;

type Stream = {
  name: string;
  root: string;
  prefix: string;
  extension: string;
  open?: { key: string; file: number };
  /** Objects that are whole and have not got their name yet. */
  whole: string[];
};
type Data = { Data: string };

/**
 * Firehose's put calls and its delivery. A record is on disk before it is acknowledged, in the object that it will
 * be part of; shortly after, the object is there under the name that it would have in S3, and readers see it.
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
      this.#streams.set(id, { name: id, root, prefix: Prefix, extension: FileExtension, whole: [] });
      for (const left of globSync(join(root, '**', `${id}-*[0-9a-f]`))) recover(left, FileExtension);
    }
  }

  call(operation: string, input: { DeliveryStreamName: string; Record?: Data; Records?: Data[] }): object {
    const stream = this.#streams.get(input.DeliveryStreamName);
    if (!stream) throw new Refusal('ResourceNotFoundException', 'There is no such stream');
    const records = operation === 'PutRecord' ? [input.Record as Data] : (input.Records ?? []);
    // Whether or not the disk takes them: an object may have been begun.
    this.#later();
    for (const record of records.map(({ Data }) => Buffer.from(Data, 'base64'))) {
      if (record.length > recordLimit)
        throw new Refusal('ValidationException', `A record is at most ${recordLimit} bytes`);
      append(fileOf(stream), record);
    }
    const ids = records.map(() => ({ RecordId: randomUUID() }));
    return operation === 'PutRecord'
      ? { ...ids[0], Encrypted: true }
      : { FailedPutCount: 0, RequestResponses: ids };
  }

  #later(): void {
    this.#timer ??= setTimeout(() => this.deliver(), buffered);
  }

  /** Delivers what is buffered; what the disk does not let it, a little later. */
  deliver(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const stream of this.#streams.values()) {
      if (stream.open) {
        const { key, file } = stream.open;
        const { size } = fstatSync(file);
        closeSync(file);
        stream.open = undefined;
        // A full disk may take an object's name, and no record: one of no bytes is no gzip, and would end each refresh.
        if (size > 0) stream.whole.push(key);
        else rmSync(key, { force: true });
      }
      const left = stream.whole.filter((key) => !delivered(key, key + stream.extension));
      if (left.length < stream.whole.length) this.#delivered();
      if (left.length > 0) this.#later();
      stream.whole = left;
    }
  }
}

/**
 * Gives an object its name, and makes its many gzip members one: DuckDB leaves out the rest of an object now and then where
 * two of them meet (https://github.com/duckdb/duckdb/pull/25905), which Athena does not.
 */
function delivered(from: string, to: string): boolean {
  try {
    writeWhole(to, asOne(readFileSync(from)));
    rmSync(from);
    return true;
  } catch {
    return false;
  }
}

const asOne = (members: Buffer): Buffer => gzipSync(gunzipSync(members), { level: 1 });

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

/** All of a record or nothing: what a full disk cuts off is taken back, so that no later record lies behind it. */
function append(file: number, record: Buffer): void {
  const { size } = fstatSync(file);
  try {
    for (let at = 0; at < record.length; ) at += writeSync(file, record, at);
  } catch (fault) {
    ftruncateSync(file, size);
    throw fault;
  }
}

/** Delivers what a crash left, less a record that was cut off: it was never acknowledged. */
function recover(path: string, extension: string): void {
  const found = whole(readFileSync(path));
  if (found.length > 0) writeWhole(path + extension, asOne(Buffer.concat(found)));
  rmSync(path);
}

const magic = Buffer.from([0x1f, 0x8b, 0x08]);
/** So many times the bytes of a member's beginning may come by chance within one. */
const chances = 16;

/** The gzip members of an object that can be read, whatever lies between them. */
function whole(bytes: Buffer): Buffer[] {
  const starts: number[] = [];
  for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) starts.push(at);
  const found: Buffer[] = [];
  for (let i = 0; i < starts.length; ) {
    const ends = starts.slice(i + 1, i + chances).concat(bytes.length);
    const end = ends.findIndex((at) => isMember(bytes.subarray(starts[i], at)));
    if (end >= 0) found.push(bytes.subarray(starts[i], ends[end]));
    i += end >= 0 ? end + 1 : 1;
  }
  return found;
}

function isMember(bytes: Buffer): boolean {
  try {
    gunzipSync(bytes);
    return true;
  } catch {
    return false;
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
