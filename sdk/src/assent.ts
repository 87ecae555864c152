import { type Event, permits, segmentOf } from './batches.ts';
import { Calls } from './calls.ts';
import { type Events, purposes } from './catalog.ts';
import { Consent } from './consent.ts';
import { isErasing } from './decision.ts';
import type { Given } from './given.ts';
import { History, type SentBatch } from './history.ts';
import type { Platform } from './platform.ts';
import { Queue } from './queue.ts';
import { uuid } from './random.ts';
import { type Erasure, type Exported, erase, exportData } from './rights.ts';
import { Sender } from './sender.ts';
import { State } from './sending.ts';
import { Standard } from './standard.ts';
import { type User, Users } from './users.ts';
import { version } from './version.ts';

/** In milliseconds: how long after the start the queue of earlier starts goes, and how long an event waits at most. */
const after = { start: 2_000, first: 3_600_000, pause: 1_000 };

/** Usage telemetry of one installation that asks first. No method throws but those that say so. */
export class Assent extends Standard {
  /** What the user decided, and how they decide. */
  readonly consent: Consent;
  readonly #platform: Platform;
  readonly #given: Given;
  readonly #calls: Calls;
  readonly #queue: Queue;
  readonly #sender: Sender;
  readonly #state: State;
  readonly #users: Users;
  readonly #history: History;
  readonly #session_id = uuid();
  readonly #began = performance.now();
  #cancel: (() => void) | undefined;
  /** When what `#cancel` cancels is due, by the process's own time. */
  #due = 0;
  #closed = false;
  #header: string | undefined;
  #offset: number;
  #fault: string | undefined;
  #user: User = {};

  /** @internal */
  constructor(platform: Platform, given: Given) {
    super();
    this.#platform = platform;
    this.#given = given;
    for (const warning of given.warnings) platform.debug?.(`assent: ${warning}`);
    const { store } = platform;
    this.#state = new State(store);
    this.#history = new History(store, platform.historyCharacters);
    this.#offset = this.#state.sending.offset;
    this.#users = new Users(platform.hmac);
    this.consent = new Consent({
      store,
      url: given.url,
      off: () => (given.off ? 'option' : platform.off()),
      now: () => this.#now(),
      decided: (granted) => this.#decided(granted),
    });
    this.#queue = new Queue({
      store,
      full: () => void this.#send(),
      first: () => {
        if (!this.#cancel) this.#wait(after.first);
      },
      goesOn: () => {
        this.consent.load();
        return this.consent.active;
      },
    });
    this.#calls = new Calls(platform, this.consent, given.url, given.writeKey);
    this.#sender = new Sender({
      platform,
      consent: this.consent,
      calls: this.#calls,
      state: this.#state,
      history: this.#history,
      organization_id: given.organization_id,
      stamps: this.#queue.stamps,
      learned: (offset) => this.#setClock(offset),
    });
    this.consent.load();
    this.#wait(after.start);
  }

  /**
   * Queues an event, if its purpose was granted; else does nothing. On a server, `who` is the user of this request;
   * without it, the one that `user` named.
   * @example telemetry.track('document_exported', { format: 'pdf', pages: 3 }, { user: session.userId, role: 'analyst' });
   */
  track<Name extends keyof Events>(
    event_name: Name,
    properties?: Events[Name],
    who: User = this.#user,
  ): void {
    const { saved, active } = this.consent;
    if (this.#closed || !active || !permits(saved, event_name)) {
      this.#say(`${String(event_name)} is not queued: ${this.#why(event_name)}`);
      return;
    }
    this.#attempt(() => {
      const named = saved.purposes.includes('persons');
      const event: Event = {
        event_id: uuid(),
        event_name,
        occurred_at: new Date(this.#now()).toISOString(),
        sequence: 0,
        session_id: saved.purposes.includes('usage') ? this.#session_id : undefined,
        user_role: named ? who.role : undefined,
        properties: properties as Event['properties'],
      };
      const salt = saved.identity?.salt;
      const id = named && who.user && salt ? this.#users.idOf(String(who.user), salt) : undefined;
      if (!(id instanceof Promise)) return this.#add({ ...event, user_id: id });
      const add = (user_id?: string) => {
        // Whatever was decided meanwhile.
        const { active, saved } = this.consent;
        if (active && saved.identity?.salt === salt) this.#add({ ...event, user_id });
      };
      // Web pages without TLS have no digests: then nobody is named.
      void id.then(add, () => add());
    }, 1);
  }

  /**
   * Who uses the product from now on; nobody without `id`. Only sent where `persons` is granted. What is no GUID or hex digest becomes a keyed digest. For a
   * program with one user at a time: a server says `as`, or tells `track`.
   * @example await telemetry.user('anna@example.com', 'analyst');
   */
  async user(id?: string, role?: string): Promise<void> {
    this.#user = id === undefined ? {} : { user: id, role };
  }

  /**
   * The same words for one user, whoever else is served at the same time.
   * @example telemetry.as(request.user.id, 'analyst').featureUsed('export_pdf');
   */
  as(user: string, role?: string): Standard {
    return new As((name, properties) => this.track(name, properties, { user, role }));
  }

  /**
   * A session began; with it, that the product is new here or has another version than at its last session.
   * @example telemetry.sessionStarted();
   */
  sessionStarted(duration_ms?: number): void {
    if (!this.consent.active) return;
    this.track('session_started', { duration_ms });
    const product_version = String(this.#given.context.product_version);
    const { product_version: previous_version } = this.#state.sending;
    if (previous_version === product_version) return;
    this.track(
      'installation_changed',
      previous_version ? { action: 'updated', previous_version } : { action: 'installed' },
    );
    this.#attempt(() => this.#state.keep({ product_version }));
  }
  /**
   * How long it lasted is counted from the construction of this object.
   * @example process.once('beforeExit', () => telemetry.sessionEnded());
   */
  sessionEnded(): void {
    this.track('session_ended', { duration_ms: Math.round(performance.now() - this.#began) });
  }

  /**
   * What was sent, when, and what came of it: the last 50 batches, the newest first. Kept here only, for a page of your
   * product; an erasure deletes it.
   * @example for (const { sent_at, events, accepted } of telemetry.history()) list.add(sent_at, events, accepted);
   */
  history(): readonly SentBatch[] {
    return this.#history.batches;
  }

  /**
   * Exactly the bodies that would be sent now, in their order.
   * @example dialog.show(JSON.stringify(telemetry.preview(), null, 2));
   */
  preview(): object[] {
    if (!this.consent.active) return [];
    this.#queue.write();
    const segments = this.#attempt(() => this.#platform.store.peek()) ?? [];
    return segments.flatMap((text) => {
      const segment = segmentOf(text);
      const batch = segment && this.#sender.batch(segment);
      return batch?.events.length ? [JSON.parse(JSON.stringify(batch))] : [];
    });
  }

  /**
   * How many events were lost to the queue's bounds or refused by the service, so far as this installation knows.
   * @example if (telemetry.dropped > 0) console.warn(`${telemetry.dropped} events lost: ${telemetry.lastProblem}`);
   */
  get dropped(): number {
    return this.#state.sending.dropped + this.#queue.dropped;
  }

  /**
   * Why events don't arrive, as a sentence for the developer; undefined while they do.
   * @example if (!(await telemetry.flush())) console.warn(telemetry.lastProblem);
   */
  get lastProblem(): string | undefined {
    return this.#fault ?? this.#state.sending.problem;
  }

  /**
   * Sends now what may be sent, and waits for it no longer than `timeout_ms`. True where nothing waits any more; false
   * where something still does, and goes later: `lastProblem` says why. Never rejects.
   * @example await telemetry.flush({ timeout_ms: 500 });
   */
  async flush({ timeout_ms = 5_000 } = {}): Promise<boolean> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<false>((done) => {
      timer = setTimeout(() => done(false), timeout_ms);
    });
    const sent = this.#send().then(() => !this.#waits());
    return Promise.race([sent, late]).finally(() => clearTimeout(timer));
  }

  /**
   * Ends it: nothing more is queued. What waits goes with the next start, or now if `flush` was called before.
   * @example await telemetry.flush(); telemetry.close();
   */
  close(): void {
    this.#closed = true;
    this.#cancel?.();
    this.#queue.seal();
    this.#attempt(() => this.#sender.stop());
    if (this.consent.active) this.#attempt(() => this.#queue.trim());
    this.#count();
  }

  /**
   * All that the service has of this installation, or of this user of it. Rejects with a sentence when it can't say.
   * @example const { status, rows } = await telemetry.exportData();
   */
  exportData(more: { user?: string; timeout_ms?: number } = {}): Promise<Exported> {
    return held(exportData(this.#rights, more));
  }
  /**
   * Withdraws, and has everything erased; with `user`, that user's events only. What can't be said now is said later.
   * @example const { status, due_at } = await telemetry.erase();
   */
  erase(more: { user?: string } = {}): Promise<Erasure> {
    return held(erase(this.#rights, more));
  }
  get #rights() {
    return { calls: this.#calls, consent: this.consent, users: this.#users };
  }

  #now(): number {
    return Date.now() + this.#offset;
  }
  #say(text: string): void {
    this.#platform.debug?.(`assent: ${text}`);
  }
  #why(event_name: string): string {
    const { off, active, status, saved } = this.consent;
    if (this.#closed) return 'this object is closed';
    if (!active) return `consent is ${status}${off ? `, and ${off} turns it off` : ''}`;
    const all = { ...saved, purposes };
    return permits(all, event_name)
      ? 'its purpose is not granted'
      : 'it is not in the notice that was granted';
  }

  #add(event: Event): void {
    if (this.#closed) return;
    this.#header ??= this.#headerLine();
    this.#queue.add(event, this.#header, this.#now());
  }

  #decided(granted: boolean): void {
    this.#header = undefined;
    if (!granted) {
      this.#queue?.forget();
      this.#sender?.stop();
      if (this.consent.status !== 'none') this.#attempt(() => this.#platform.store.purge());
      if (isErasing(this.consent.saved)) this.#attempt(() => this.#history.forget());
    }
    // A decision is told soon, after those that follow it in the same breath.
    if (this.#sender) this.#wait(0);
  }

  #headerLine(): string {
    const { context, organization_id } = this.#given;
    const environment = this.consent.saved.purposes.includes('environment');
    const { ci } = this.#platform;
    return JSON.stringify({
      format: 1,
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
    this.#cancel?.();
    this.#due = performance.now() + milliseconds;
    this.#cancel = this.#platform.later(() => {
      this.#cancel = undefined;
      this.#attempt(() => this.#queue.trim());
      void this.#send();
    }, milliseconds);
  }

  async #send(): Promise<void> {
    this.#queue.seal();
    this.#count();
    await this.#sender.flush();
    if (this.#closed || !this.#waits()) return;
    // After a pause, as soon as it is over.
    const pause = this.#state.sending.until - Date.now();
    const wait = pause > 0 ? Math.min(pause + after.pause, after.first) : after.first;
    // What is due sooner stays: a decision that was made meanwhile is to be told.
    if (!this.#cancel || performance.now() + wait < this.#due) this.#wait(wait);
  }

  /** Whether there is anything that would be sent now or later. */
  #waits(): boolean {
    const { told, status } = this.consent.saved;
    return (
      !told || (status === 'granted' && (this.#attempt(() => this.#platform.store.list().length) ?? 1) > 0)
    );
  }

  /** By what the service's replies have told. */
  #setClock(offset: number): void {
    if (offset !== this.#offset) this.#header = undefined;
    this.#offset = offset;
  }

  /** Of what the queue lost, for good: only once it is kept. */
  #count(): void {
    const { dropped } = this.#queue;
    if (dropped === 0) return;
    this.#attempt(() => {
      this.#state.keep({ dropped: this.#state.sending.dropped + dropped });
      this.#queue.dropped -= dropped;
    });
  }

  /** Whatever the disk does: nothing of it is the program's fault. `lost`: events that go with it. */
  #attempt<T>(work: () => T, lost = 0): T | undefined {
    try {
      return work();
    } catch (fault) {
      this.#queue.dropped += lost;
      this.#fault = String(fault);
      this.#say(this.#fault);
      return undefined;
    }
  }
}

class As extends Standard {
  readonly track: Standard['track'];
  constructor(track: Standard['track']) {
    super();
    this.track = track;
  }
}

/** Somebody waits: unlike everything else here, this keeps the process alive. */
function held<T>(work: Promise<T>): Promise<T> {
  const timer = setInterval(() => {}, 1e9);
  return work.finally(() => clearInterval(timer));
}
