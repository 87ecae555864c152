import {
  closeSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { segmentOf } from '../batches.ts';
import type { Claim, Store } from '../platform.ts';
import { full } from '../queue.ts';
import { uuid } from '../random.ts';
import { create, exists, makeFolder, orNone, put, putAll, syncFolder } from './files.ts';

/** What the queue may hold, in bytes; and after which time, in ms, a segment has lost its process. */
export type Bounds = { bytes: number; orphan: number };
// A process adds to a segment no longer than `full.age`.
const bounds: Bounds = { bytes: 10 * 1024 * 1024, orphan: 3 * full.age };
/** How long a file that was being written when its process died is left, in ms. */
const torn = 86_400_000;

/** A segment's file: `<number>-<random>.open`, `.ready` or `.sending`. */
type Segment = { file: string; id: string; state: string };

/**
 * Decision and queue as files of one folder. Renaming is what makes a claim: of two processes one succeeds. Nothing
 * asks whether a process lives: IDs of processes are reused, and mean nothing in another container. Whoever holds a
 * segment lets go of it long before `orphan`, by the clock of the file system alone.
 */
export class Disk implements Store {
  readonly #folder: string;
  readonly #bounds: Bounds;
  readonly #files = new Map<string, number>();
  /** When the file system was last asked for its time, by the process's own; and what that lags behind. */
  #probed = Number.NEGATIVE_INFINITY;
  #origin = 0;

  constructor(folder: string, held: Partial<Bounds> = {}) {
    this.#folder = folder;
    this.#bounds = { ...bounds, ...held };
  }

  #path = (name: string) => join(this.#folder, name);
  #aside(name: string, text: string, isSafe = false): string {
    makeFolder(this.#folder);
    const aside = this.#path(`${name}.${uuid()}.new`);
    put(aside, text, isSafe);
    return aside;
  }

  read(name: string): string | undefined {
    return orNone(() => readFileSync(this.#path(name), 'utf8').replace(/^\ufeff/, ''));
  }
  write(name: string, text: string): void {
    // A decision that was answered for must outlast a power cut; the rest can be told again.
    const isSafe = name === 'consent';
    renameSync(this.#aside(name, text, isSafe), this.#path(name));
    if (isSafe) syncFolder(this.#folder);
  }
  writeFirst(name: string, text: string): void {
    const aside = this.#aside(name, text, true);
    try {
      linkSync(aside, this.#path(name));
      syncFolder(this.#folder);
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code === 'EEXIST' || exists(this.#path(name))) return;
      // Some file systems have no links.
      renameSync(aside, this.#path(name));
    } finally {
      rmSync(aside, { force: true });
    }
  }
  take(name: string): string | undefined {
    const mine = `${name}.${uuid()}.new`;
    orNone(() => renameSync(this.#path(name), this.#path(mine)));
    const text = this.read(mine);
    rmSync(this.#path(mine), { force: true });
    return text;
  }

  newest(): number {
    return Number(this.#segments().at(-1)?.id.split('-')[0] ?? 0);
  }
  append(id: string, lines: string): boolean {
    const path = this.#path(`${id}.open`);
    let file = this.#files.get(id);
    if (file === undefined) {
      makeFolder(this.#folder);
      file = create(path, 'ax');
      this.#files.set(id, file);
    } else if (!exists(path)) {
      this.#close(id, file);
      return false;
    }
    putAll(file, lines);
    return true;
  }
  seal(id: string): void {
    const file = this.#files.get(id);
    if (file === undefined) return;
    this.#close(id, file);
    orNone(() => renameSync(this.#path(`${id}.open`), this.#path(`${id}.ready`)));
  }
  #close(id: string, file: number): void {
    this.#files.delete(id);
    closeSync(file);
  }

  list(): string[] {
    const names = this.#names();
    const age = this.#ages(names);
    return this.#segments(names)
      .filter(({ file, state }) => state === 'ready' || age(file) >= this.#bounds.orphan)
      .map(({ file }) => file);
  }
  claim(name: string): Claim | undefined {
    const mine = `${name.split('.')[0]}.sending`;
    const text = orNone(() => {
      // Its time is now that of the claim. Before the name is: from then on it may be taken for left behind.
      const now = new Date(this.#now());
      try {
        utimesSync(this.#path(name), now, now);
      } catch (fault) {
        if ((fault as NodeJS.ErrnoException).code !== 'EPERM') throw fault;
        // Another user's, in a folder for the whole machine: only a copy has a time of our own.
        this.rewrite({ name, text: readFileSync(this.#path(name), 'utf8') });
      }
      renameSync(this.#path(name), this.#path(mine));
      return readFileSync(this.#path(mine), 'utf8');
    });
    return text === undefined ? undefined : { name: mine, text };
  }
  rewrite({ name, text }: Claim): void {
    renameSync(this.#aside(name, text), this.#path(name));
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
    const names = this.#names();
    const age = this.#ages(names);
    // A decision that was being written when its process died holds a secret.
    for (const name of names)
      if (name.endsWith('.new') && age(name) > torn) rmSync(this.#path(name), { force: true });
    // What is being written or sent is about to go, or will be ready next time.
    const ready = this.#segments(names).filter(({ state }) => state === 'ready');
    const sizes = ready.map(({ file }) => orNone(() => statSync(this.#path(file)).size) ?? 0);
    let bytes = sizes.reduce((sum, size) => sum + size, 0);
    let events = 0;
    for (const [n, { file }] of ready.entries()) {
      if (bytes <= this.#bounds.bytes) break;
      const segment = segmentOf(this.read(file) ?? '');
      events += segment ? segment.events.length + segment.lost : 0;
      rmSync(this.#path(file), { force: true });
      bytes -= sizes[n] ?? 0;
    }
    return events;
  }
  purge(): void {
    for (const [id, file] of this.#files) this.#close(id, file);
    // With what was being written when a process died: it may hold the secret.
    for (const name of this.#names())
      if (/\.(?:open|ready|sending|new)$/.test(name)) rmSync(this.#path(name), { force: true });
  }

  /** The time of the file system, in ms since 1970: that of a file just made. A process may have a clock of its own. */
  #now(): number {
    if (performance.now() - this.#probed < 1000) return performance.now() + this.#origin;
    const probe = this.#aside('now', '');
    try {
      const now = statSync(probe).mtimeMs;
      this.#probed = performance.now();
      this.#origin = now - this.#probed;
      return now;
    } finally {
      rmSync(probe, { force: true });
    }
  }
  /** How old a file is, in ms; asked of the disk only where there are any whose age counts. */
  #ages(names: string[]): (name: string) => number {
    const now = names.some((name) => /\.(?:open|sending|new)$/.test(name)) ? this.#now() : 0;
    return (name) => now - (orNone(() => statSync(this.#path(name)).mtimeMs) ?? now);
  }
  #names(): string[] {
    return orNone(() => readdirSync(this.#folder)) ?? [];
  }
  /** The oldest first. */
  #segments(names = this.#names()): Segment[] {
    return names.sort().flatMap((file) => {
      const [, id = '', state = ''] = /^(\d+-[0-9a-f]+)\.(open|ready|sending)$/.exec(file) ?? [];
      return id ? [{ file, id, state }] : [];
    });
  }
}
