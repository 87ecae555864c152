import type { Event } from './batches.ts';
import { isPlausible, minute } from './clock.ts';
import type { Store } from './platform.ts';
import { newCount, uuid } from './random.ts';

/** When a segment is full: events, characters, and milliseconds since its first. */
export const full = { events: 200, characters: 56 * 1024, age: 600_000 };

const trimmedBy = 1024 * 1024;

/** How the clock stood that stamps a segment. `origin`: its time less that of the process, which no one sets. */
export type Stamp = { origin: number; wrong: boolean };
type Open = Stamp & { id: string; header: string; began: number; characters: number };
type Needs = {
  store: Store;
  /** A batch waits. */
  full: () => void;
  /** An event waits, and none did before. */
  first: () => void;
  /** Whether anything may still be queued, asked where the segment was taken away. */
  goesOn: () => boolean;
};

/**
 * The segment that this process writes. Events reach the store at the end of the present turn of the event loop, all
 * of a turn by one write.
 */
export class Queue {
  readonly #needs: Needs;
  /** How the clock stood that stamped the segments of this process, by their ID; without those that were sent. */
  readonly stamps = new Map<string, Stamp>();
  #open: Open | undefined;
  #sequence = 0;
  #lines = '';
  #count = 0;
  #waiting = 0;
  #untrimmed = 0;
  /** Events that no store took, or that were too many for it. */
  dropped = 0;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Gives it its sequence. `header` as a line: another one than before begins another segment. `now` in ms since 1970. */
  add(event: Event, header: string, now: number): void {
    const began = performance.now();
    const origin = now - began;
    const open = this.#open;
    // The process's own time tells how old a segment is; where the clock was set meanwhile, another begins.
    if (
      open &&
      (open.header !== header || began - open.began >= full.age || Math.abs(origin - open.origin) > minute)
    )
      this.#close();
    this.#open ??= this.#begin(header, now, began);
    event.sequence = this.#sequence++;
    const line = `${JSON.stringify(event)}\n`;
    this.#open.characters += line.length;
    this.#untrimmed += line.length;
    if (this.#count++ === 0) queueMicrotask(() => this.write());
    this.#lines += line;
    if (this.#waiting++ === 0) this.#needs.first();
    if (this.#open.characters >= full.characters) this.#close();
    if (this.#waiting >= full.events) {
      this.seal();
      this.#needs.full();
    }
  }

  #begin(header: string, now: number, began: number): Open {
    const kept = Number(this.#needs.store.take('sequence'));
    this.#sequence = Number.isSafeInteger(kept) && kept > 0 ? kept : newCount();
    return { ...this.#named(now), header, origin: now - began, began, characters: 0 };
  }

  /** After all there are, so that their order is that of writing, whatever the clock says. */
  #named(now: number): { id: string; wrong: boolean } {
    const next = this.#needs.store.newest() + 1;
    const number = Math.max(Math.floor(now), next);
    return {
      id: `${String(number).padStart(15, '0')}-${uuid().slice(0, 8)}`,
      wrong: !isPlausible(now) || next > now + minute,
    };
  }

  /** What is not in the store yet, to the store. */
  write(): void {
    const open = this.#open;
    if (!open || this.#lines === '') return;
    const [lines, count] = [this.#lines, this.#count];
    this.#lines = '';
    this.#count = 0;
    const { store, goesOn } = this.#needs;
    try {
      const begins = !this.stamps.has(open.id);
      if (store.append(open.id, begins ? `${open.header}\n${lines}` : lines)) {
        this.stamps.set(open.id, open);
        return;
      }
      // Taken for left behind, or deleted with the consent. What comes now is another segment.
      if (!goesOn()) {
        this.forget();
        return;
      }
      Object.assign(open, this.#named(open.origin + open.began));
      store.append(open.id, `${open.header}\n${lines}`);
      this.stamps.set(open.id, open);
    } catch {
      // A full or forbidden disk. Whatever else comes begins a segment of its own.
      this.dropped += count;
      this.#end(open);
    }
  }

  /** Ends the segment, and counts anew what waits: from now on all may be sent. */
  seal(): void {
    this.#close();
    this.#waiting = 0;
  }

  #close(): void {
    this.write();
    if (this.#open) this.#end(this.#open);
  }

  #end({ id }: Open): void {
    this.#open = undefined;
    try {
      this.#needs.store.write('sequence', String(this.#sequence));
      this.#needs.store.seal(id);
      // Not each time: it looks at every segment there is.
      if (this.#untrimmed >= trimmedBy) this.trim();
    } catch {
      // The next process finds it.
    }
  }

  /** Holds the store to its bounds. */
  trim(): void {
    this.#untrimmed = 0;
    this.dropped += this.#needs.store.trim();
  }

  /** Forgets what was not written yet. */
  forget(): void {
    this.#open = undefined;
    this.#lines = '';
    this.#count = 0;
    this.#waiting = 0;
    this.stamps.clear();
  }
}
