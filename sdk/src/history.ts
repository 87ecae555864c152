import { listIn } from './list.ts';
import type { Reply, Store } from './platform.ts';
import { jsonOf } from './replies.ts';
import type { Batch, Outcome } from './wire.ts';

/** A batch that was sent, and what came of it. */
export type SentBatch = {
  /** When, by this machine's clock. */
  sent_at: string;
  /** How many events of each name it held. */
  events: Readonly<Record<string, number>>;
  /** The very body; left out of the oldest, where all together would take too much room. */
  batch?: Batch;
  /** The HTTP status of the reply; none where no reply came. */
  status?: number;
  /** How many events the service has taken. */
  accepted?: number;
  /** What it did not take, and which fields it left out. */
  rejected?: Outcome['rejected'];
  ignored?: Outcome['ignored'];
};

/** How many batches are kept. */
const most = 50;

/** The file `history`: what was sent last, for the user to see. It is sent to nobody. */
export class History {
  readonly #store: Store;
  readonly #characters: number;

  /** `characters`: how much room it may take. */
  constructor(store: Store, characters: number) {
    this.#store = store;
    this.#characters = characters;
  }

  /** The newest first. */
  get batches(): SentBatch[] {
    return listIn(this.#store, 'history');
  }

  /** Keeps what became of a batch. A try again takes the place of the one before. */
  add(batch: Batch, reply: Reply | undefined): void {
    const { accepted, rejected, ignored } = (reply && (jsonOf(reply) as Partial<Outcome>)) ?? {};
    const counts = new Map<string, number>();
    for (const { event_name } of batch.events) counts.set(event_name, (counts.get(event_name) ?? 0) + 1);
    const events = Object.fromEntries(counts);
    const sent_at = new Date().toISOString();
    const sent = { sent_at, events, batch, status: reply?.status, accepted, rejected, ignored };
    const before = this.batches.filter((one) => idsOf(one.batch) !== idsOf(batch));
    this.#write([sent as SentBatch, ...before].slice(0, most));
  }

  /** After an erasure nothing of it stays here either. */
  forget(): void {
    this.#store.take('history');
  }

  #write(batches: SentBatch[]): void {
    let room = this.#characters;
    const kept = batches.map(({ batch, ...sent }) => {
      room -= JSON.stringify(batch ?? '').length;
      return batch && room >= 0 ? { ...sent, batch } : sent;
    });
    this.#store.write('history', JSON.stringify(kept));
  }
}

const idsOf = (batch: Batch | undefined) => batch?.events.map(({ event_id }) => event_id).join();
