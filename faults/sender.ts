import { randomBytes, randomUUID } from 'node:crypto';

/** What a client saw of one request: status 0 where the connection ended, and whether the answer was one of ours. */
export type Seen = { status: number; ours: boolean; ms: number; accepted: number };
export type Sent = { event_id: string };

/** An installation that sends as an SDK would, and notes what it saw. */
export class Sender {
  readonly id = randomUUID();
  readonly secret = randomBytes(32).toString('base64url');
  readonly #url: string;
  readonly #key: string;
  readonly #seen: Seen[];

  constructor(url: string, key: string, seen: Seen[]) {
    this.#url = url;
    this.#key = key;
    this.#seen = seen;
  }

  post(events: readonly Sent[]): Promise<Seen> {
    const sent_at = new Date().toISOString();
    return this.#call('POST', '/v1/events', { sent_at, context: { product_version: '4.2.1' }, events });
  }

  decide(decision: 'granted' | 'refused' | 'withdrawn'): Promise<Seen> {
    return this.#call('PUT', '/v1/consent', {
      decision,
      purposes: decision === 'granted' ? ['usage', 'licensing'] : [],
      notice_version: 1,
      decided_by: 'user',
      decided_at: new Date().toISOString(),
    });
  }

  erase(): Promise<Seen> {
    return this.#call('POST', '/v1/erasures', {});
  }

  async #call(method: string, path: string, body: object): Promise<Seen> {
    const began = performance.now();
    const seen = (status: number, ours: boolean, accepted = 0) => {
      const one = { status, ours, accepted, ms: performance.now() - began };
      this.#seen.push(one);
      return one;
    };
    try {
      const answer = await fetch(this.#url + path, {
        method,
        headers: {
          authorization: `Bearer ${this.#key}`,
          'x-installation-secret': this.secret,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ installation_id: this.id, ...body }),
      });
      const json = await answer.json();
      return seen(answer.status, answer.ok || 'reason' in json, json.accepted);
    } catch {
      return seen(0, false);
    }
  }
}

/** Events of a batch, one of which asks for the license secret; `noise` bytes of each can't be compressed. */
export const eventsOf = (count: number, noise = 0): Sent[] =>
  Array.from({ length: count }, (_, i) => ({
    event_id: randomUUID(),
    occurred_at: new Date().toISOString(),
    ...(i === 0
      ? {
          event_name: 'license_checked',
          properties: { license_key: 'AAAA-BBBB-CCCC', license_type: 'floating' },
        }
      : {
          event_name: 'feature_used',
          properties: { feature: `f${randomBytes(noise / 2).toString('base64url')}` },
        }),
  }));
