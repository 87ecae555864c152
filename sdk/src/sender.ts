import { batchOf, latest, type Segment } from './batches.ts';
import type { Calls } from './calls.ts';
import { Claims } from './claims.ts';
import { isPlausible, minute, offsetBy } from './clock.ts';
import type { Consent } from './consent.ts';
import { bodyOf, isErasing, type Saved } from './decision.ts';
import type { History } from './history.ts';
import { receiptOf } from './outcome.ts';
import type { Call, Platform, Reply } from './platform.ts';
import type { Stamp } from './queue.ts';
import { jsonOf, problemOf, type Verdict, verdict } from './replies.ts';
import type { Sending, State } from './sending.ts';
import type { Batch, Receipt } from './wire.ts';

/** Before a try: a program that ends in the middle of it does not try again with each start. In ms. */
const whileTrying = 10_000;

type Needs = {
  platform: Platform;
  consent: Consent;
  calls: Calls;
  state: State;
  history: History;
  organization_id: string | undefined;
  /** How this process's clock stood when it stamped a segment that was never sent. */
  stamps: Map<string, Stamp>;
  /** The service has told what to add to this machine's clock. */
  learned: (offset: number) => void;
};

/** Sends the decision, then the queue: one request at a time, by the contract's rules. */
export class Sender {
  readonly #needs: Needs;
  readonly #claims: Claims;
  #running: Promise<void> | undefined;
  /** Whether the service was asked for its time since this run began. */
  #timely = false;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#claims = new Claims(needs.platform, needs.state, needs.stamps);
  }

  /** Sends what may be sent now. Never rejects. */
  flush(): Promise<void> {
    this.#running ??= this.#run()
      .catch((fault) => this.#say(fault))
      .finally(() => {
        this.#claims.release();
        this.#running = undefined;
      });
    return this.#running;
  }

  /** Ends a request under way: its answer counts no more. */
  stop(): void {
    this.#needs.calls.stop();
    this.#claims.release();
  }

  async #run(): Promise<void> {
    const { consent } = this.#needs;
    this.#timely = false;
    for (;;) {
      consent.load();
      if (consent.off) return this.#say(`nothing is sent: ${consent.off} turns it off`);
      const { until, problem = '' } = this.#sending;
      if (Date.now() < until)
        return this.#say(`nothing is sent until ${new Date(until).toISOString()}. ${problem}`);
      if (!consent.saved.told) {
        if (!isPlausible(this.#now) && !this.#timely && !(await this.#askTime())) return;
        consent.restamp();
        if (!(await this.#tell())) return;
        continue;
      }
      if (!consent.active) return;
      const { segment, wrong } = await this.#claims.next(this.#timely);
      // Whatever was decided meanwhile.
      if (!consent.active) return;
      if (!segment) return;
      if (!this.#timely && (wrong || this.#doubts(segment))) {
        this.#claims.release();
        if (!(await this.#askTime())) return;
        continue;
      }
      if (!(await this.#post(segment))) return;
      this.#count(await this.#claims.remove());
    }
  }

  get #sending(): Sending {
    return this.#needs.state.sending;
  }
  get #now(): number {
    return Date.now() + this.#sending.offset;
  }
  #say(text: unknown): void {
    this.#needs.platform.debug?.(`assent: ${text}`);
  }
  #count(lost: number): void {
    if (lost > 0) this.#needs.state.keep({ dropped: this.#sending.dropped + lost });
  }

  /** Whether the clock is, or was, known to be wrong: then the service is asked for its own. */
  #doubts({ events }: Segment): boolean {
    const now = this.#now;
    return !isPlausible(now) || this.#sending.offset !== 0 || latest(events) > now + minute;
  }

  batch({ header, events }: Pick<Segment, 'header' | 'events'>): Batch {
    const { identity, purposes, notice_version } = this.#needs.consent.saved;
    const { drop, offset } = this.#sending;
    const id = identity?.installation_id as string;
    return batchOf({ header, events }, id, { purposes, notice_version }, drop, Date.now(), offset);
  }

  /** Whether every event of it is settled. */
  async #post(segment: Segment): Promise<boolean> {
    const { consent, state } = this.#needs;
    const batch = this.batch(segment);
    const sent = batch.events.length;
    if (sent === 0) return true;
    this.#claims.begin();
    const { saved } = consent;
    const reply = await this.#try('POST', '/v1/events', batch);
    this.#record(batch, reply);
    if (this.#isPast(saved)) return false;
    const ruled = verdict(reply, this.#sending.failed, sent);
    if (ruled.do === 'keep') return this.#pause(ruled, reply);
    this.#learn(reply as Reply);
    state.resume({ failed: 0, problem: undefined });
    if (ruled.do === 'split' && sent > 1) {
      const middle = Math.ceil(segment.events.length / 2);
      for (const events of [segment.events.slice(0, middle), segment.events.slice(middle)])
        if (!(await this.#post({ ...segment, events }))) return false;
      return true;
    }
    const { accepted = 0, consent: said, next } = (ruled.do === 'drop' && ruled.outcome) || {};
    this.#count(sent - accepted);
    if (accepted < sent) {
      const problem = `The service did not take ${sent - accepted} of ${sent} events: ${why(reply as Reply)}`;
      state.keep({ problem });
      this.#say(problem);
    }
    state.keep({ drop: next?.drop ?? [] });
    if (next?.after_seconds) state.pause(next.after_seconds * 1000);
    if (said && said.status !== 'granted') consent.adopt(said.status);
    return true;
  }

  /** Keeps what was sent for the user to see, unless everything is to be erased. A disk that fails stops nothing. */
  #record(batch: Batch, reply: Reply | undefined): void {
    const { consent, history } = this.#needs;
    if (isErasing(consent.saved)) return;
    try {
      history.add(batch, reply);
    } catch (fault) {
      this.#say(fault);
    }
  }

  /** Whether the service has the decision now. `least`: after it could not take all of a no. */
  async #tell(least = false): Promise<boolean> {
    const { consent, state, organization_id } = this.#needs;
    const { saved } = consent;
    const { status, decided_at } = saved;
    const reply = await this.#try('PUT', '/v1/consent', bodyOf(saved, organization_id, least));
    if (this.#isPast(saved)) return true;
    const recorded = reply?.status === 200 ? receiptOf(jsonOf(reply)) : undefined;
    const reason = reply && problemOf(reply);
    if (recorded || reason === 'installation_erased') {
      this.#learn(reply as Reply);
      state.resume({ failed: 0, problem: undefined });
      if (recorded) {
        consent.keepReceipt(jsonOf(reply as Reply) as Receipt);
        consent.told(decided_at);
      }
      if (recorded !== status) consent.adopt(recorded ?? 'erased');
      return recorded !== undefined;
    }
    if (reason === 'body_invalid' && status !== 'granted' && !least) return this.#tell(true);
    return this.#pause(kept(verdict(reply, this.#sending.failed, 0)), reply);
  }

  /** Whether the service could be asked for its time. Pages can't read it, and go on by their own. */
  async #askTime(): Promise<boolean> {
    const reply = await this.#try('GET', '/v1/health');
    const ours = reply?.status === 200 && jsonOf(reply)?.status === 'ok';
    if (!ours) {
      return this.#pause(kept(verdict(reply, this.#sending.failed, 0)), reply);
    }
    this.#learn(reply);
    this.#timely = true;
    this.#needs.state.resume();
    return true;
  }

  /** Whether it was decided otherwise meanwhile: then the queue is gone, and what was answered does not matter. */
  #isPast({ status, decided_at }: Saved): boolean {
    const { saved } = this.#needs.consent;
    if (saved.status === status && saved.decided_at === decided_at) return false;
    this.#needs.state.resume();
    return true;
  }

  #pause({ seconds, ours }: Kept, reply: Reply | undefined): false {
    const { state } = this.#needs;
    if (ours) this.#learn(reply as Reply);
    const problem = reply
      ? ours
        ? `The service did not take it: ${why(reply)}`
        : `Not the service, but something else answered: ${reply.status} ${reply.type ?? ''}`
      : 'No reply came from the service.';
    const { failed } = this.#sending;
    const until = state.pause(seconds * 1000 * (1 + Math.random() / 2), { failed: failed + 1, problem });
    this.#say(`${problem} It is kept, and tried again after ${new Date(until).toISOString()}.`);
    return false;
  }

  /** Only our own service's clock counts, not that of a proxy's page. */
  #learn({ date }: Reply): void {
    const offset = offsetBy(date, Date.now());
    if (offset === undefined) return;
    this.#timely = true;
    if (offset !== this.#sending.offset) this.#needs.state.keep({ offset });
    this.#needs.learned(offset);
  }

  async #try(method: Call['method'], path: string, body?: object): Promise<Reply | undefined> {
    this.#needs.state.pause(whileTrying);
    return this.#needs.calls.call(method, path, body).catch(() => undefined);
  }
}

type Kept = Verdict & { do: 'keep' };

/** What a reply that would settle a batch means for anything else: that the service can't take it as it is. */
const kept = (ruled: Verdict): Kept =>
  ruled.do === 'keep' ? ruled : { do: 'keep', seconds: 86_400, ours: ruled.ours };

/** What the service says of it. `detail` repeats nothing that anybody chose. */
function why(reply: Reply): string {
  const { reason, detail, rejected } = jsonOf(reply) ?? {};
  const [first] = (rejected as { reason: string; detail?: string }[] | undefined) ?? [{ reason, detail }];
  return `${reply.status} ${first?.reason ?? ''} ${first?.detail ?? ''}`.trim();
}
