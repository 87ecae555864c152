import { listIn } from './list.ts';
import type { Store } from './platform.ts';
import type { Receipt } from './wire.ts';

/** How many are kept. */
const most = 100;

/** The file `receipts`: what the service answered to each decision, the oldest first. It is sent to nobody. */
export class Receipts {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  get all(): Receipt[] {
    return listIn(this.#store, 'receipts');
  }

  /** Keeps one; of the same decision, the newer. */
  add(receipt: Receipt): void {
    const others = this.all.filter(({ receipt_id }) => receipt_id !== receipt.receipt_id);
    this.#store.write('receipts', JSON.stringify([...others, receipt].slice(-most)));
  }
}
