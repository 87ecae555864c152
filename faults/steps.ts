import { randomUUID } from 'node:crypto';
import { askAdmin } from '../operator/invoke.ts';
import { rowsOf, taken } from './field.ts';
import type { Lane } from './lane.ts';
import { type Row, rowOf } from './row.ts';
import { type Answer, call, eventsOf, type Seen, Sender, type Sent } from './sender.ts';

/** Something to ask for, and what to do after it was taken. */
export type Asked = { ask: () => Promise<Answer>; after?: (answer: Answer) => Promise<void> };
type Ids = Set<string>;
const missing = (from: Ids, found: Ids) => [...from].filter((id) => !found.has(id)).length;

/** What is asked of a function that dies at each of its calls in turn, and what is to come of all that was said to it. */
export class Steps {
  readonly seen: Seen[] = [];
  readonly #lane: Lane;
  readonly #product: string;
  readonly #key: string;
  readonly #stay: Ids = new Set();
  readonly #go: Ids = new Set();
  readonly #exports: { own: Ids; read: Asked['ask'] }[] = [];
  /** Answers that were not what they were before. */
  #changed = 0;

  static async make(lane: Lane): Promise<Steps> {
    const product = `steps-${randomUUID()}`;
    const { write_key } = await askAdmin(lane.where.there, 'product add', { product });
    return new Steps(lane, product, write_key);
  }

  private constructor(lane: Lane, product: string, key: string) {
    this.#lane = lane;
    this.#product = product;
    this.#key = key;
  }

  /** Somebody who granted. */
  async person(): Promise<Sender> {
    const who = new Sender(this.#lane.where.url, this.#key, this.seen);
    await taken(() => who.decide('granted'));
    return who;
  }

  /** Posts what is to be there in the end, or not to be. */
  async posts(who: Sender, stays: boolean, more: { user_id?: string; organization_id?: string } = {}) {
    const events = eventsOf(3).map((event) => ({ ...event, user_id: more.user_id }));
    await taken(() => who.post(events, { organization_id: more.organization_id }));
    const ids = events.map(({ event_id }) => event_id);
    for (const id of ids) (stays ? this.#stay : this.#go).add(id);
    return new Set(ids);
  }

  /** Somebody who posted asks for what is held of them. */
  async exports(): Promise<Asked> {
    const who = await this.person();
    const own = await this.posts(who, true);
    return {
      ask: () => who.ask('POST', '/v1/exports', {}),
      after: async ({ json }) => {
        this.#exports.push({ own, read: () => who.ask('GET', `/v1/exports/${json?.export_id}`) });
      },
    };
  }

  /** Somebody who posted leaves, in one way or another. */
  async leaves(how: (who: Sender) => Promise<Answer>): Promise<Asked> {
    const who = await this.person();
    await this.posts(who, false);
    return { ask: () => how(who) };
  }

  /** An organization's administrator. */
  async administrator() {
    const { url, there } = this.#lane.where;
    const organization_id = randomUUID();
    const { token } = await askAdmin(there, 'organization add', { organization_id, renew: false });
    const headers = { authorization: `Bearer ${token}` };
    const path = `${url}/v1/organizations/${organization_id}`;
    const ask = (method: string, of: 'consent' | 'statement', body?: object) =>
      call(this.seen, method, `${path}/${of}`, headers, body);
    return { organization_id, ask };
  }

  /** Notes it where an answer is not what another was. */
  compare(one: Answer, other: Answer): void {
    if (JSON.stringify(one.json) !== JSON.stringify(other.json)) this.#changed++;
  }

  /** Asks until it is taken. */
  async take({ ask, after }: Asked): Promise<void> {
    const answer = await taken(ask);
    await after?.(answer);
  }

  /** It is asked while the function dies at its first call, then at its second, until it makes no more; and each time again. */
  async walk(of: string, next: () => Promise<Asked>): Promise<number> {
    for (let at = 1; ; at++) {
      const asked = await next();
      let calls = 0;
      await this.#lane.kill(of);
      this.#lane.fail(() => {
        if (++calls === at) void this.#lane.kill(of);
        return undefined;
      });
      await asked.ask();
      this.#lane.fail();
      await this.take(asked);
      if (calls < at) return at - 1;
    }
  }

  /** Counts what the tables and the exports hold. */
  async row(fault: string): Promise<Row> {
    const rows = await rowsOf(this.#lane.where, this.#product);
    const held = rows.map(({ event_id, n }) => ({ id: event_id as string, n: Number(n) }));
    const found = new Set(held.map(({ id }) => id));
    const count = {
      accepted: this.#stay.size + this.#go.size,
      lost: this.#changed + missing(this.#stay, found),
      doubled: held.filter(({ n }) => n > 1).length,
      leaked: [...this.#go].filter((id) => found.has(id)).length,
    };
    for (const { own, read } of this.#exports) {
      const ids = (((await taken(read)).json?.rows as Sent[] | undefined) ?? []).map(
        ({ event_id }) => event_id,
      );
      count.lost += missing(own, new Set(ids));
      count.doubled += ids.length - new Set(ids).size;
      count.leaked += missing(new Set(ids), own);
    }
    return rowOf(fault, this.seen, count, true);
  }
}
