import { setTimeout as sleep } from 'node:timers/promises';
import { AthenaClient } from '@aws-sdk/client-athena';
import { finish, literal, results, start } from '../functions/platform/athena.ts';
import type { Deployment } from '../operator/deployment.ts';
import { askAdmin } from '../operator/invoke.ts';
import { patiently } from './patience.ts';
import { type Answer, eventsOf, type Seen, Sender, type Sent } from './sender.ts';

/** What became of what was sent: all three of a good run are 0. */
export type Count = { accepted: number; lost: number; doubled: number; leaked: number };
export type Where = { url: string; there: Deployment };

/** Asks until it is taken. */
export const taken = (ask: () => Promise<Answer>): Promise<Answer> =>
  patiently(async () => {
    const answer = await ask();
    if (answer.status >= 300) throw new Error('What is well does not answer.');
    return answer;
  });

/** Every event of a product in `events`, and how often it is there. */
export function rowsOf({ there }: Where, product: string) {
  const client = new AthenaClient(there.aws);
  const sql = `SELECT installation_id, event_id, count(*) AS n FROM events
    WHERE product = ? AND event_name NOT IN ('consent_decided', 'fields_ignored')
    GROUP BY installation_id, event_id`;
  const workgroup = there.outputs.ReportsWorkgroup as string;
  return patiently(async () => {
    const id = await start(client, { sql, parameters: [literal(product)], workgroup });
    await finish(client, id);
    return (await results(client, id)).rows;
  });
}

/** Who sends in one case: some who granted, one who refused, and one who is being erased. */
export class Field {
  readonly seen: Seen[] = [];
  readonly #product: string;
  readonly #granted: Sender[];
  readonly #others: Sender[];
  readonly #accepted = new Set<string>();
  #waiting: { who: Sender; events: Sent[] }[] = [];

  static async make({ url, there }: Where, product: string): Promise<Field> {
    // Added already, if the answer was lost: then another key does as well.
    const add = () => askAdmin(there, 'product add', { product });
    const key = () => askAdmin(there, 'key add', { product, test: false });
    const { write_key } = await patiently(() => add().catch(key));
    const field = new Field(url, write_key, product);
    const [refuser, erased] = field.#others as [Sender, Sender];
    const early = eventsOf(4);
    await Promise.all(field.#granted.map((each) => taken(() => each.decide('granted'))));
    await taken(() => refuser.decide('refused'));
    await taken(() => erased.decide('granted'));
    await taken(() => erased.post(early));
    await taken(() => erased.erase());
    field.seen.length = 0;
    return field;
  }

  private constructor(url: string, key: string, product: string) {
    this.#product = product;
    const sender = () => new Sender(url, key, this.seen);
    this.#granted = [sender(), sender()];
    this.#others = [sender(), sender()];
  }

  /** Each who granted posts so many batches at once, and the others one. */
  async post(batches: number, size = 4, noise = 0): Promise<void> {
    await Promise.all([
      ...this.#granted.flatMap((who) =>
        Array.from({ length: batches }, () => this.#send(who, eventsOf(size, noise))),
      ),
      ...this.#others.map((who) => who.post(eventsOf(2))),
    ]);
  }

  /** One of them decides anew: a decision is an item, and a row of the stream. */
  decide(): Promise<Seen> {
    return (this.#granted[0] as Sender).decide('granted');
  }

  /** The same until it is taken. */
  decided = (): Promise<Seen> => taken(() => this.decide());

  /** Sends again what was not answered 202, as SDKs do, until all of it is; at most for a minute. */
  async resend(): Promise<void> {
    for (const until = Date.now() + 60_000; this.#waiting.length > 0; await sleep(200)) {
      if (Date.now() > until) throw new Error('What failed still fails a minute after the fault.');
      const again = this.#waiting;
      this.#waiting = [];
      for (const { who, events } of again) await this.#send(who, events);
    }
  }

  async #send(who: Sender, events: Sent[]): Promise<void> {
    const { status, accepted } = await who.post(events);
    if (status === 202 && accepted === events.length)
      for (const { event_id } of events) this.#accepted.add(event_id);
    else this.#waiting.push({ who, events });
  }

  /** Counts what `events` holds, after a refresh that erases. */
  async count(where: Where): Promise<Count> {
    const rows = await rowsOf(where, this.#product);
    const found = new Set(rows.map(({ event_id }) => event_id));
    const others = new Set(this.#others.map((each) => each.id));
    return {
      accepted: this.#accepted.size,
      lost: [...this.#accepted].filter((each) => !found.has(each)).length,
      doubled: rows.filter(({ n }) => n !== 1).length,
      leaked: rows.filter(({ installation_id }) => others.has(installation_id as string)).length,
    };
  }
}
