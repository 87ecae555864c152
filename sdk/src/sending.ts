import { isLater } from './list.ts';
import type { Store } from './platform.ts';

/** What outlives the process beside decision and queue. Times in whole milliseconds since 1970. */
export type Sending = {
  format: 1;
  /** Nothing is sent before. */
  until: number;
  /** Tries in a row that failed. */
  failed: number;
  /** What to add to this machine's clock. */
  offset: number;
  /** Events that the service asked to send no more. */
  drop: readonly string[];
  /** Events that were not kept, or that the service will never take. */
  dropped: number;
  /** Why nothing arrives, as a sentence; undefined while it does. */
  problem?: string | undefined;
  /** The product's version when it last started. */
  product_version?: string;
};
const untouched: Sending = { format: 1, until: 0, failed: 0, offset: 0, drop: [], dropped: 0 };

/** The longest pause, in milliseconds. */
const longest = 7 * 86_400_000;

/** The file `sending`, which the processes of a program share. */
export class State {
  readonly #store: Store;
  /** The pause that this process set. */
  #mine = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  get sending(): Sending {
    try {
      const sending: Sending = { ...untouched, ...JSON.parse(this.#store.read('sending') ?? '{}') };
      const { format, until, failed, offset, dropped, drop } = sending;
      const counts = [until, failed, offset, dropped].every(Number.isFinite);
      if (format !== 1 || !counts || !Array.isArray(drop)) return untouched;
      // A clock that was put back must not make a pause last for years.
      return until > Date.now() + 2 * longest ? { ...sending, until: 0 } : sending;
    } catch {
      return untouched;
    }
  }

  /** Throws where it can't be kept: then nothing may be sent, since no pause would be. */
  keep(next: Partial<Sending>): void {
    if (isLater(this.#store.read('sending'))) throw new Error('A later SDK wrote the file sending.');
    this.#store.write('sending', JSON.stringify({ ...this.sending, ...next }));
  }

  /** Sends nothing for so many milliseconds; of two pauses the longer one counts. */
  pause(milliseconds: number, next: Partial<Sending> = {}): number {
    const { until } = this.sending;
    const mine = Math.round(Date.now() + Math.min(milliseconds, longest));
    // Our own from before the try ends with it; another process may have been told more meanwhile.
    const other = until === this.#mine ? 0 : until;
    this.#mine = mine;
    this.keep({ ...next, until: Math.max(mine, other) });
    return Math.max(mine, other);
  }

  /** The service answered: a pause of ours is over. */
  resume(next: Partial<Sending> = {}): void {
    const { until } = this.sending;
    this.keep({ ...next, ...(until === this.#mine && { until: 0 }) });
  }
}
