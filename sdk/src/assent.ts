import { type Context, permits, segmentOf } from './batches.ts';
import type { Events } from './catalog.ts';
import { Consent } from './consent.ts';
import type { Platform } from './platform.ts';
import { full, headerLine, Queue } from './queue.ts';
import { userId, uuid } from './random.ts';
import { type Erasure, type Exported, erase, exportData } from './rights.ts';
import { Sender } from './sender.ts';
import { Standard } from './standard.ts';
import { version } from './version.ts';

export type Options = {
  /** Where the service is, such as https://telemetry.example.com. */
  url: string;
  /** What `npm run admin -- product add` printed. It ships in the program: it is public. */
  writeKey: string;
  /** What goes with every event: the product's version, and whatever else of the catalog's context it knows. */
  context: { product_version: string } & Context;
  /** The customer, where there is one. */
  organization_id?: string;
  /** True turns everything off, whatever was granted. */
  off?: boolean;
};

/** How long after the start the queue of earlier starts goes, in milliseconds. */
const startWait = 2_000;

/** Usage telemetry of one installation that asks first. No method throws but those that say so. */
export class Assent extends Standard {
  readonly consent: Consent;
  readonly #platform: Platform;
  readonly #options: Options;
  readonly #queue: Queue;
  readonly #sender: Sender;
  readonly #session_id = uuid();
  readonly #began = Date.now();
  #cancel = () => {};
  #closed = false;
  #header: string | undefined;
  #offset = 0;
  #user: { id: string; role?: string } | undefined;
  #user_id: string | undefined;

  constructor(platform: Platform, options: Options) {
    super();
    this.#platform = platform;
    this.#options = options;
    const off = () => (options.off ? 'option' : platform.off());
    this.consent = new Consent({
      store: platform.store,
      url: options.url,
      off,
      now: () => this.#now(),
      decided: (granted) => this.#decided(granted),
    });
    this.#sender = new Sender(platform, this.consent, options.url, options.writeKey, options.organization_id);
    this.#queue = new Queue(platform.store, () => void this.#send());
    this.consent.load();
    this.#setClock();
    this.#wait(startWait);
  }

  /** Queues an event, if its purpose was granted; else does nothing. */
  track<Name extends keyof Events>(event_name: Name, properties?: Events[Name]): void {
    if (!this.consent.active || !permits(this.consent.saved, event_name) || this.#closed) return;
    try {
      const named = this.consent.saved.purposes.includes('usage');
      const event = {
        event_id: uuid(),
        event_name,
        occurred_at: new Date(this.#now()).toISOString(),
        sequence: 0,
        session_id: named ? this.#session_id : undefined,
        user_id: named ? this.#user_id : undefined,
        user_role: named ? this.#user?.role : undefined,
        properties: properties as Record<string, string>,
      };
      this.#header ??= this.#headerLine();
      this.#queue.add(event, this.#header, Date.now());
    } catch (fault) {
      this.#queue.dropped++;
      this.#platform.debug?.(`assent: ${fault}`);
    }
  }

  /** Who uses the product from now on; nobody without `id`. What is no GUID or hex digest becomes a keyed digest. */
  async user(id?: string, role?: string): Promise<void> {
    this.#user = id === undefined ? undefined : { id, role };
    await this.#identify();
  }

  /** A session began; with it, that the product is new here or has another version than at its last session. */
  sessionStarted(duration_ms?: number): void {
    if (!this.consent.active) return;
    this.track('session_started', { duration_ms });
    const { product_version } = this.#options.context;
    const { product_version: previous_version } = this.#sender.sending;
    if (previous_version === product_version) return;
    this.track(
      'installation_changed',
      previous_version ? { action: 'updated', previous_version } : { action: 'installed' },
    );
    this.#attempt(() => this.#sender.keep({ product_version }));
  }
  /** How long it lasted is counted from the construction of this object. */
  sessionEnded(): void {
    this.track('session_ended', { duration_ms: Date.now() - this.#began });
  }

  /** Exactly the bodies that would be sent now, in their order. */
  preview(): object[] {
    if (!this.consent.active) return [];
    this.#queue.write();
    const segments = this.#attempt(() => this.#platform.store.peek()) ?? [];
    return segments.flatMap((text) => {
      const batch = this.#sender.batch(segmentOf(text));
      return batch.events.length ? [JSON.parse(JSON.stringify(batch))] : [];
    });
  }

  /** How many events were lost to the queue's bounds or refused by the service, so far as this installation knows. */
  get dropped(): number {
    return this.#sender.sending.dropped + this.#queue.dropped;
  }

  /** Sends now what may be sent; waits for it no longer than `timeout_ms`. Says whether that was enough. */
  async flush({ timeout_ms = 5_000 } = {}): Promise<boolean> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<false>((done) => {
      timer = setTimeout(() => done(false), timeout_ms);
    });
    const sent = this.#send().then(() => true);
    return Promise.race([sent, late]).finally(() => clearTimeout(timer));
  }

  /** Ends it: nothing more is queued. What waits goes with the next start, or now if `flush` was called before. */
  close(): void {
    this.#closed = true;
    this.#cancel();
    this.#queue.seal();
    this.#attempt(() => this.#sender.stop());
    if (this.consent.active) this.#attempt(() => this.#queue.trim());
    this.#count();
  }

  /** All that the service has of this installation, or of this user of it. Rejects with a sentence when it can't say. */
  exportData(more: { user?: string; timeout_ms?: number } = {}): Promise<Exported> {
    return held(exportData(this.#sender, this.consent, more));
  }
  /** Withdraws, and has everything erased; with `user`, that user's events only. What can't be said now is said later. */
  erase(more: { user?: string } = {}): Promise<Erasure> {
    return held(erase(this.#sender, this.consent, more));
  }

  #now(): number {
    return Date.now() + this.#offset;
  }

  #decided(granted: boolean): void {
    this.#header = undefined;
    if (!granted) {
      this.#queue?.forget();
      this.#sender?.stop();
      if (this.consent.status !== 'none') this.#attempt(() => this.#platform.store.purge());
    }
    void this.#identify();
    // A decision is told soon, after those that follow it in the same breath.
    if (this.#queue) this.#wait(0);
  }

  async #identify(): Promise<void> {
    const user = this.#user;
    const salt = this.consent.saved.identity?.salt;
    this.#user_id = undefined;
    if (!user || !salt) return;
    try {
      const user_id = await userId(user.id, salt);
      if (this.#user === user && this.consent.saved.identity?.salt === salt) this.#user_id = user_id;
    } catch (fault) {
      // Web pages without TLS have no digests: then nobody is named.
      this.#platform.debug?.(`assent: ${fault}`);
    }
  }

  #headerLine(): string {
    const { context, organization_id } = this.#options;
    const environment = this.consent.saved.purposes.includes('environment');
    const { ci } = this.#platform;
    return headerLine({
      context: {
        ...(environment && this.#attempt(() => this.#platform.environment())),
        ci,
        ...context,
        sdk_name: 'typescript',
        sdk_version: version,
      },
      organization_id,
      offset: this.#offset,
    });
  }

  #wait(milliseconds: number): void {
    this.#cancel();
    this.#cancel = this.#platform.later(() => void this.#tick(), milliseconds);
  }
  async #tick(): Promise<void> {
    this.#attempt(() => this.#queue.trim());
    await this.#send();
    if (!this.#closed) this.#wait(full.age);
  }

  async #send(): Promise<void> {
    this.#queue.seal();
    this.#count();
    await this.#sender.flush();
    this.#setClock();
  }

  /** By what the service's replies have told. */
  #setClock(): void {
    const { offset } = this.#sender.sending;
    if (offset !== this.#offset) this.#header = undefined;
    this.#offset = offset;
  }

  /** Of what the queue lost, for good. */
  #count(): void {
    const { dropped } = this.#queue;
    if (dropped === 0) return;
    this.#attempt(() => this.#sender.keep({ dropped: this.#sender.sending.dropped + dropped }));
    this.#queue.dropped = 0;
  }

  /** Whatever the disk does: nothing of it is the program's fault. */
  #attempt<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (fault) {
      this.#platform.debug?.(`assent: ${fault}`);
      return undefined;
    }
  }
}

/** Somebody waits: unlike everything else here, this keeps the process alive. */
function held<T>(work: Promise<T>): Promise<T> {
  const timer = setInterval(() => {}, 1e9);
  return work.finally(() => clearInterval(timer));
}
