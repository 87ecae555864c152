import { randomBytes, randomUUID } from 'node:crypto';

/** What a client saw of one request: status 0 where the connection ended, and whether the answer was one of ours. */
export type Seen = { status: number; ours: boolean; ms: number; accepted: number };
/** An answer with what it holds. */
export type Answer = Seen & { json?: Record<string, unknown> };
export type Sent = { event_id: string };

/** Calls the API, and notes what was seen. */
export async function call(
  seen: Seen[],
  method: string,
  url: string,
  headers: Record<string, string>,
  body?: object,
): Promise<Answer> {
  const began = performance.now();
  const see = (status: number, ours: boolean, accepted = 0) => {
    const one = { status, ours, accepted, ms: performance.now() - began };
    seen.push(one);
    return one;
  };
  try {
    const answer = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const json = await answer.json();
    return { ...see(answer.status, answer.ok || 'reason' in json, json.accepted), json };
  } catch {
    return see(0, false);
  }
}

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

  post(events: readonly Sent[], more: object = {}): Promise<Answer> {
    const sent_at = new Date().toISOString();
    return this.ask('POST', '/v1/events', {
      sent_at,
      context: { product_version: '4.2.1' },
      events,
      ...more,
    });
  }

  decide(decision: 'granted' | 'refused' | 'withdrawn', more: object = {}): Promise<Answer> {
    return this.ask('PUT', '/v1/consent', {
      decision,
      purposes: decision === 'granted' ? ['usage', 'licensing', 'persons'] : [],
      notice_version: 1,
      decided_by: 'user',
      decided_at: new Date().toISOString(),
      ...more,
    });
  }

  erase(user_id?: string): Promise<Answer> {
    return this.ask('POST', '/v1/erasures', { user_id });
  }

  /** Asks something, in the name of this installation where it says anything. */
  ask(method: string, path: string, body?: object): Promise<Answer> {
    const headers = { authorization: `Bearer ${this.#key}`, 'x-installation-secret': this.secret };
    const said = body && { installation_id: this.id, ...body };
    return call(this.#seen, method, this.#url + path, headers, said);
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
