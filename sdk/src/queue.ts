import type { Event, Header } from './batches.ts';
import type { Store } from './platform.ts';
import { newCount, uuid } from './random.ts';

/** When a segment is full: events, characters, and milliseconds since its first. */
export const full = { events: 100, characters: 128 * 1024, age: 60_000 };

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
  /** Events that no store took, or that were too many or too old for it. */
  dropped = 0;

  constructor(store: Store, isFull: () => void) {
    this.#store = store;
    this.#isFull = isFull;
  }

  /** `header` as a line: another one than before begins another segment. */
  add(event: Omit<Event, 'sequence'>, header: string, now: number): void {
    if (this.#open && (this.#open.header !== header || now - this.#open.created >= full.age)) this.seal();
    this.#open ??= this.#begin(header, now);
    const line = `${JSON.stringify({ ...event, sequence: this.#sequence++ })}\n`;
    this.#open.events++;
    this.#open.characters += line.length;
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
      this.dropped += this.#store.trim();
    } catch {
      // The next process finds it.
    }
  }

  /** Forgets what was not written yet. */
  forget(): void {
    this.#open = undefined;
    this.#lines = '';
    this.#count = 0;
  }
}

export const headerLine = (header: Header): string => JSON.stringify(header);
