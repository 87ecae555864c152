import { goTogether, restamped, type Segment, segmentOf, textOf } from './batches.ts';
import { minute } from './clock.ts';
import type { Claim, Platform } from './platform.ts';
import type { Stamp } from './queue.ts';
import type { State } from './sending.ts';

/** Events of a request; and ms for which many segments may keep the program from its own work. */
const most = { events: 500, piece: 8 };
const idOf = ({ name }: Claim) => name.split('.')[0] as string;

/** The segments that this process is sending. */
export class Claims {
  readonly #platform: Platform;
  readonly #state: State;
  readonly #stamps: Map<string, Stamp>;
  #names: string[] = [];
  #held: Claim[] = [];
  #lost = 0;
  /** How often they were let go. */
  #released = 0;
  #began = 0;

  /** `stamps`: how this process's clock stood when it stamped a segment that was never sent. */
  constructor(platform: Platform, state: State, stamps: Map<string, Stamp>) {
    this.#platform = platform;
    this.#state = state;
    this.#stamps = stamps;
  }

  /**
   * As many of the oldest segments as go in one request; undefined where there are none. `wrong`: by a clock that is
   * known to have been, of which nothing is known yet unless `timely`.
   */
  async next(timely: boolean): Promise<{ segment?: Segment | undefined; wrong: boolean }> {
    const { store, batchBytes } = this.#platform;
    // Listed again once all of them are gone: meanwhile there may be more.
    if (this.#names.length === 0) this.#names = store.list();
    let segment: Segment | undefined;
    let wrong = false;
    let size = 0;
    const released = this.#released;
    this.#began = performance.now();
    for (; this.#names.length > 0; this.#names.shift()) {
      await this.#breathe();
      // What was let go meanwhile is not ours any more.
      if (this.#released !== released) return { wrong };
      const claim = store.claim(this.#names[0] as string);
      if (!claim) continue;
      const own = this.#stamps.get(idOf(claim));
      const read = this.#read(claim, own, timely);
      const events = [...(segment?.events ?? []), ...(read?.events ?? [])];
      size += claim.text.length;
      const fits = events.length <= most.events && size <= batchBytes;
      if (!read || (segment && !(fits && goTogether(segment.header, read.header)))) {
        store.release(claim);
        if (read) break;
        continue;
      }
      this.#held.push(claim);
      this.#lost += read.lost;
      wrong ||= own?.wrong ?? false;
      segment = { header: (segment ?? read).header, events, lost: 0 };
    }
    return { segment, wrong };
  }

  /** With the right times where this process stamped it by a clock of which it has learned since, and never sent it. */
  #read(claim: Claim, own: Stamp | undefined, timely: boolean): Segment | undefined {
    const read = segmentOf(claim.text);
    if (!read || !own) return read;
    const { offset } = this.#state.sending;
    const now = Date.now() + offset;
    const by = own.wrong ? now - performance.now() - own.origin : offset - read.header.offset;
    if (Math.abs(by) < minute || (own.wrong && !timely)) return read;
    const right = restamped(read, by, offset);
    // On disk first: an event that was sent once is sent again as it was.
    claim.text = textOf(right);
    this.#platform.store.rewrite(claim);
    this.#stamps.delete(idOf(claim));
    return right;
  }

  /** They are about to be sent: from now on they stay as they are. */
  begin(): void {
    for (const claim of this.#held) this.#stamps.delete(idOf(claim));
  }

  /** They are settled. Returns how many of their lines held no event any more. */
  async remove(): Promise<number> {
    const lost = this.#lost;
    this.#lost = 0;
    this.#began = performance.now();
    for (const claim of this.#held.splice(0)) {
      await this.#breathe();
      this.#platform.store.remove(claim);
    }
    return lost;
  }

  /** They go another time. */
  release(): void {
    this.#released++;
    this.#lost = 0;
    this.#names = [];
    for (const claim of this.#held.splice(0)) this.#platform.store.release(claim);
  }

  /** Lets the program go on with its own work, where this has taken a while. */
  async #breathe(): Promise<void> {
    if (performance.now() - this.#began < most.piece) return;
    await new Promise<void>((done) => this.#platform.later(done, 0));
    this.#began = performance.now();
  }
}
