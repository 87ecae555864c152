import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { segmentOf } from '../batches.ts';
import type { Claim, Store } from '../platform.ts';
import { full } from '../queue.ts';
import { uuid } from '../random.ts';

/** What the queue may hold: bytes, and milliseconds back; and after which time a segment has lost its process. */
export type Bounds = { bytes: number; age: number; orphan: number };
const bounds: Bounds = { bytes: 10 * 1024 * 1024, age: 390 * 86_400_000, orphan: 10 * full.age };

/** A segment's file: `<begun>-<random>.open`, `.ready`, or `.<claimed>.sending`. Times in ms since 1970. */
type Segment = { file: string; id: string; state: string; begun: number; held: number };

/**
 * Decision and queue as files of one folder. Renaming is what makes a claim: of two processes one succeeds. Nothing
 * asks whether a process lives: IDs of processes come again, and mean nothing in another container. Who holds a
 * segment lets go of it long before `orphan`.
 */
export class Disk implements Store {
  readonly #folder: string;
  readonly #bounds: Bounds;
  readonly #files = new Map<string, number>();

  constructor(folder: string, held: Partial<Bounds> = {}) {
    this.#folder = folder;
    this.#bounds = { ...bounds, ...held };
  }

  #path = (name: string) => join(this.#folder, name);
  #make(): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  read(name: string): string | undefined {
    return orNone(() => readFileSync(this.#path(name), 'utf8'));
  }
  write(name: string, text: string): void {
    this.#make();
    const aside = this.#path(`${name}.${uuid()}.new`);
    writeFileSync(aside, text, { mode: 0o600 });
    renameSync(aside, this.#path(name));
  }
  writeFirst(name: string, text: string): void {
    this.#make();
    try {
      writeFileSync(this.#path(name), text, { flag: 'wx', mode: 0o600 });
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
    }
  }
  take(name: string): string | undefined {
    const mine = `${name}.${uuid()}.new`;
    orNone(() => renameSync(this.#path(name), this.#path(mine)));
    const text = this.read(mine);
    rmSync(this.#path(mine), { force: true });
    return text;
  }

  append(id: string, lines: string): void {
    let file = this.#files.get(id);
    if (file === undefined) {
      this.#make();
      file = openSync(this.#path(`${id}.open`), 'ax', 0o600);
      this.#files.set(id, file);
    }
    const bytes = Buffer.from(lines);
    if (writeSync(file, bytes) < bytes.length) throw new Error('The disk is full.');
  }
  seal(id: string): void {
    const file = this.#files.get(id);
    if (file === undefined) return;
    this.#files.delete(id);
    closeSync(file);
    orNone(() => renameSync(this.#path(`${id}.open`), this.#path(`${id}.ready`)));
  }

  claim(): Claim | undefined {
    const now = Date.now();
    for (const { file, id, state, held } of this.#segments()) {
      if (state !== 'ready' && Math.abs(now - held) < this.#bounds.orphan) continue;
      const name = `${id}.${now}.sending`;
      const text = orNone(() => {
        renameSync(this.#path(file), this.#path(name));
        return readFileSync(this.#path(name), 'utf8');
      });
      if (text !== undefined) return { name, text };
    }
    return undefined;
  }
  release({ name }: Claim): void {
    orNone(() => renameSync(this.#path(name), this.#path(`${name.split('.')[0]}.ready`)));
  }
  remove({ name }: Claim): void {
    rmSync(this.#path(name), { force: true });
  }

  peek(): string[] {
    return this.#segments().flatMap(({ file }) => this.read(file) ?? []);
  }
  trim(): number {
    // What is being written or sent is about to go, or will be ready next time.
    const ready = this.#segments().filter(({ state }) => state === 'ready');
    const sizes = ready.map(({ file }) => orNone(() => statSync(this.#path(file)).size) ?? 0);
    let bytes = sizes.reduce((sum, size) => sum + size, 0);
    let events = 0;
    for (const [n, { file, begun }] of ready.entries()) {
      if (bytes <= this.#bounds.bytes && Date.now() - begun <= this.#bounds.age) break;
      events += segmentOf(this.read(file) ?? '').events.length;
      rmSync(this.#path(file), { force: true });
      bytes -= sizes[n] ?? 0;
    }
    return events;
  }
  purge(): void {
    for (const file of this.#files.values()) closeSync(file);
    this.#files.clear();
    for (const { file } of this.#segments()) rmSync(this.#path(file), { force: true });
  }

  /** The oldest first. */
  #segments(): Segment[] {
    const names = orNone(() => readdirSync(this.#folder)) ?? [];
    return names.sort().flatMap((file) => {
      const [id = '', ...rest] = file.split('.');
      const state = rest.at(-1) ?? '';
      if (!['open', 'ready', 'sending'].includes(state)) return [];
      const begun = Number(id.split('-')[0]);
      return [{ file, id, state, begun, held: state === 'sending' ? Number(rest[0]) : begun }];
    });
  }
}

/** What is not there, or no more: another process may have been first. Every other failure is one. */
function orNone<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fault;
  }
}
