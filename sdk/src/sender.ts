import { type Batch, batchOf, type Event, goTogether, type Segment, segmentOf } from './batches.ts';
import type { Consent, Saved } from './consent.ts';
import type { Call, Claim, Platform, Reply } from './platform.ts';
import { jsonOf, offsetBy, problemOf, type Verdict, verdict } from './replies.ts';

/** What outlives the process beside decision and queue. Times in milliseconds since 1970. */
export type Sending = {
  /** Nothing is sent before. */
  until: number;
  /** Tries in a row that failed. */
  failed: number;
  /** What to add to this machine's clock. */
  offset: number;
  /** Events that the service asked to send no more. */
  drop: string[];
  /** Events that were not kept, or that the service will never take. */
  dropped: number;
  /** The product's version when it last started. */
  product_version?: string;
};
const untouched: Sending = { until: 0, failed: 0, offset: 0, drop: [], dropped: 0 };

const most = { events: 500, pause: 7 * 86_400_000 };
/** Before a try: a program that ends in the middle of it does not try again with each start. */
const whileTrying = 10_000;

/** Sends the decision, then the queue: one request at a time, by the contract's rules. */
export class Sender {
  readonly #platform: Platform;
  readonly #consent: Consent;
  readonly #url: string;
  readonly #writeKey: string;
  readonly #organization: string | undefined;
  #running: Promise<void> | undefined;
  #claims: Claim[] = [];
  #abort = new AbortController();

  constructor(platform: Platform, consent: Consent, url: string, writeKey: string, organization?: string) {
    this.#platform = platform;
    this.#consent = consent;
    this.#url = url.replace(/\/+$/, '');
    this.#writeKey = writeKey;
    this.#organization = organization;
  }

  /** Sends what may be sent now. Never rejects. */
  flush(): Promise<void> {
    this.#running ??= this.#run()
      .catch((fault) => this.#platform.debug?.(`assent: ${fault}`))
      .finally(() => {
        this.#release();
        this.#running = undefined;
      });
    return this.#running;
  }

  /** Ends a request under way: its answer counts no more. */
  stop(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#release();
  }

  async #run(): Promise<void> {
    for (;;) {
      this.#consent.load();
      if (this.#consent.off || Date.now() < this.sending.until) return;
      if (!this.#consent.saved.told) {
        if (!(await this.#tell())) return;
        continue;
      }
      if (!this.#consent.active) return;
      const segment = this.#claim();
      if (!segment || !(await this.#post(segment))) return;
      for (const claim of this.#claims.splice(0)) this.#platform.store.remove(claim);
    }
  }

  /** As many of the oldest segments as go in one request. */
  #claim(): Segment | undefined {
    const { store, batchBytes } = this.#platform;
    let together: Segment | undefined;
    let size = 0;
    for (let claim = store.claim(); claim; claim = store.claim()) {
      const { header, events } = segmentOf(claim.text);
      const all: Event[] = [...(together?.events ?? []), ...events];
      size += claim.text.length;
      if (
        together &&
        (all.length > most.events || size > batchBytes || !goTogether(together.header, header))
      ) {
        store.release(claim);
        break;
      }
      this.#claims.push(claim);
      together = { header, events: all };
    }
    return together;
  }

  batch(segment: Segment): Batch {
    const { identity, purposes, notice_version } = this.#consent.saved;
    const granted = { purposes, notice_version };
    const id = identity?.installation_id as string;
    return batchOf(segment, id, granted, this.sending.drop, Date.now());
  }

  /** Whether every event of it is settled. */
  async #post(segment: Segment): Promise<boolean> {
    const batch = this.batch(segment);
    if (batch.events.length === 0) return true;
    const { saved } = this.#consent;
    const reply = await this.#try('POST', '/v1/events', batch);
    if (this.#isPast(saved)) return false;
    const ruled = verdict(reply, this.sending.failed);
    if (ruled.do === 'keep') return this.#pause(ruled, reply);
    this.#learn(reply as Reply, { failed: 0, until: 0 });
    if (ruled.do === 'split' && batch.events.length > 1) {
      const middle = Math.ceil(segment.events.length / 2);
      for (const events of [segment.events.slice(0, middle), segment.events.slice(middle)])
        if (!(await this.#post({ ...segment, events }))) return false;
      return true;
    }
    const { rejected = [], consent, next } = (ruled.do === 'drop' && ruled.outcome) || {};
    const lost = ruled.do === 'drop' && ruled.outcome ? rejected.length : batch.events.length;
    if (lost > 0) this.#platform.debug?.(`assent: ${lost} events were not taken ${reply?.text}`);
    this.keep({
      dropped: this.sending.dropped + lost,
      drop: next?.drop ?? [],
      until: next?.after_seconds ? Date.now() + Math.min(next.after_seconds * 1000, most.pause) : 0,
    });
    if (consent && consent.status !== 'granted') this.#consent.adopt(consent.status as 'none');
    return true;
  }

  /** Whether the service has the decision now. */
  async #tell(): Promise<boolean> {
    const { saved } = this.#consent;
    const { identity, status, told: _, ...decision } = saved;
    const body = {
      installation_id: identity?.installation_id,
      organization_id: this.#organization,
      decision: status,
      ...decision,
    };
    const reply = await this.#try('PUT', '/v1/consent', body);
    if (this.#isPast(saved)) return true;
    const receipt = reply?.status === 200 ? jsonOf(reply) : undefined;
    if (receipt?.receipt_id) {
      this.#learn(reply as Reply, { failed: 0, until: 0 });
      this.#consent.told(decision.decided_at);
      if (receipt.decision !== status) this.#consent.adopt(receipt.decision as 'withdrawn');
      return true;
    }
    if (reply && problemOf(reply) === 'installation_erased') {
      this.keep({ failed: 0, until: 0 });
      this.#consent.adopt('erased');
      return false;
    }
    const ruled = verdict(reply, this.sending.failed);
    const keep = { do: 'keep', seconds: 86_400, learned: false } as const;
    return this.#pause(ruled.do === 'keep' ? ruled : keep, reply);
  }

  /** Whether it was decided otherwise meanwhile: then the queue is gone, and what was answered does not matter. */
  #isPast({ status, decided_at }: Saved): boolean {
    const { saved } = this.#consent;
    if (saved.status === status && saved.decided_at === decided_at) return false;
    this.keep({ until: 0 });
    return true;
  }

  #pause({ seconds, learned }: Verdict & { do: 'keep' }, reply: Reply | undefined): false {
    const wait = Math.min(seconds * 1000 * (1 + Math.random() / 2), most.pause);
    const next = { until: Date.now() + wait, failed: this.sending.failed + 1 };
    if (learned) this.#learn(reply as Reply, next);
    else this.keep(next);
    return false;
  }

  /** Only our own service's clock counts, not that of a proxy's page. */
  #learn({ date }: Reply, next: Partial<Sending>): void {
    this.keep({ ...next, offset: offsetBy(date, Date.now()) ?? this.sending.offset });
  }

  async #try(method: Call['method'], path: string, body: object): Promise<Reply | undefined> {
    this.keep({ until: Date.now() + whileTrying });
    return this.call(method, path, body).catch(() => undefined);
  }

  /** A call as this installation. Rejects when no reply came. */
  async call(method: Call['method'], path: string, json?: object): Promise<Reply> {
    const text = json && JSON.stringify(json);
    this.#platform.debug?.(`assent: ${method} ${path}${text ? ` ${text}` : ''}`);
    const { signal } = this.#abort;
    const packed = text && path === '/v1/events' ? this.#platform.gzip(text) : undefined;
    const body = packed ? await packed : text;
    signal.throwIfAborted();
    const headers: Record<string, string> = {
      authorization: `Bearer ${this.#writeKey}`,
      'x-installation-secret': this.#consent.saved.identity?.secret ?? '',
    };
    if (text) headers['content-type'] = packed ? 'application/gzip' : 'application/json';
    return this.#platform.call({ method, url: this.#url + path, headers, body }, signal);
  }

  get sending(): Sending {
    try {
      const sending: Sending = { ...untouched, ...JSON.parse(this.#platform.store.read('sending') ?? '{}') };
      // A clock that was put back must not make a pause last for years.
      return sending.until > Date.now() + 2 * most.pause ? { ...sending, until: 0 } : sending;
    } catch {
      return untouched;
    }
  }
  keep(next: Partial<Sending>): void {
    this.#platform.store.write('sending', JSON.stringify({ ...this.sending, ...next }));
  }

  #release(): void {
    for (const claim of this.#claims.splice(0)) this.#platform.store.release(claim);
  }
}
