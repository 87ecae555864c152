import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Records taken from the disk, the oldest first, with the time the first of them came. `done` forgets them. */
export type Batch = { since: Date; data: Buffer; done: () => void };

/**
 * Records on disk until they are delivered: a file a batch, named by the time of its first record, each record
 * behind its length. A record cut off by a crash was never acknowledged, and is left out.
 */
export class Spool {
  readonly #folder: string;
  #open: { file: number; since: Date; bytes: number } | undefined;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Adds a record; it is on disk when this returns. `fits` says whether it may join the batch of that age and size. */
  add(record: Buffer, fits: (since: Date, bytes: number) => boolean): void {
    if (this.#open && !fits(this.#open.since, this.#open.bytes)) this.#close();
    this.#open ??= this.#begin();
    const length = Buffer.alloc(4);
    length.writeUInt32BE(record.length);
    writeSync(this.#open.file, Buffer.concat([length, record]));
    this.#open.bytes += record.length;
  }

  /** All batches so far. */
  *take(): Generator<Batch> {
    this.#close();
    for (const name of readdirSync(this.#folder).sort()) {
      const path = join(this.#folder, name);
      yield { since: new Date(Number(name)), data: recordsIn(readFileSync(path)), done: () => rmSync(path) };
    }
  }

  #begin() {
    let since = Date.now();
    while (existsSync(join(this.#folder, String(since)))) since++;
    return { file: openSync(join(this.#folder, String(since)), 'ax'), since: new Date(since), bytes: 0 };
  }

  #close(): void {
    if (this.#open) closeSync(this.#open.file);
    this.#open = undefined;
  }
}

function recordsIn(file: Buffer): Buffer {
  const records: Buffer[] = [];
  for (let at = 0; at + 4 <= file.length; ) {
    const end = at + 4 + file.readUInt32BE(at);
    if (end > file.length) break;
    records.push(file.subarray(at + 4, end));
    at = end;
  }
  return Buffer.concat(records);
}
