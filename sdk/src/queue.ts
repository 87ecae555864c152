import type { Event, Header } from './batches.ts';
import type { Store } from './platform.ts';
import { newCount, uuid } from './random.ts';

/** When a segment is full: events, characters, and milliseconds since its first. */
export const full = { events: 200, characters: 56 * 1024, age: 60_000 };

const trimmedBy = 1024 * 1024;

type Open = { id: string; header: string; created: number; events: number; characters: number };

/**
 * The segment that this process writes. Events reach the store at the end of the present turn of the event loop, all
 * of a turn by one write.
 */
export class Queue {
  readonly #store: Store;
  readonly #isFull: () => void;
  #open: Open | undefined;
  #sequence = 0;
  #lines = '';
  #count = 0;
  #untrimmed = 0;
  /** Events that no store took, or that were too many or too old for it. */
  dropped = 0;

  constructor(store: Store, isFull: () => void) {
    this.#store = store;
    this.#isFull = isFull;
  }

  /** Gives it its sequence. `header` as a line: another one than before begins another segment. */
  add(event: Event, header: string, now: number): void {
    if (this.#open && (this.#open.header !== header || now - this.#open.created >= full.age)) this.seal();
    this.#open ??= this.#begin(header, now);
    event.sequence = this.#sequence++;
    const line = `${JSON.stringify(event)}\n`;
    this.#open.events++;
    this.#open.characters += line.length;
    this.#untrimmed += line.length;
    if (this.#count++ === 0) queueMicrotask(() => this.write());
    this.#lines += line;
    if (this.#open.events >= full.events || this.#open.characters >= full.characters) {
      this.seal();
      this.#isFull();
    }
  }

  #begin(header: string, now: number): Open {
    const kept = Number(this.#store.take('sequence'));
    this.#sequence = Number.isSafeInteger(kept) && kept > 0 ? kept : newCount();
    this.#lines = `${header}\n`;
    const id = `${String(now).padStart(15, '0')}-${uuid().slice(0, 8)}`;
    return { id, header, created: now, events: 0, characters: 0 };
  }

  /** What is not in the store yet, to the store. */
  write(): void {
    if (!this.#open || this.#lines === '') return;
    const [lines, count] = [this.#lines, this.#count];
    this.#lines = '';
    this.#count = 0;
    try {
      this.#store.append(this.#open.id, lines);
    } catch {
      // A full or forbidden disk. Whatever else comes begins a segment of its own.
      this.dropped += count;
      this.#end(this.#open);
    }
  }

  /** Ends the segment: from now on it may be sent. */
  seal(): void {
    this.write();
    if (this.#open) this.#end(this.#open);
  }

  #end({ id }: Open): void {
    this.#open = undefined;
    try {
      this.#store.write('sequence', String(this.#sequence));
      this.#store.seal(id);
      // Not each time: it looks at every segment there is.
      if (this.#untrimmed >= trimmedBy) this.trim();
    } catch {
      // The next process finds it.
    }
  }

  /** Holds the store to its bounds. */
  trim(): void {
    this.#untrimmed = 0;
    this.dropped += this.#store.trim();
  }

  /** Forgets what was not written yet. */
  forget(): void {
    this.#open = undefined;
    this.#lines = '';
    this.#count = 0;
  }
}

export const headerLine = (header: Header): string => JSON.stringify(header);
