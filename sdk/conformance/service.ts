import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';

// biome-ignore lint/suspicious/noExplicitAny: bodies are checked by what the lives expect of them
export type Json = any;
/** A request as it arrived. `route`: `events`, `consent`, `health`, `erasures`, `exports` or `other`. */
export type Seen = {
  route: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Json;
};
/** What is answered: as the service would, with `json` or `text` in place of its own. `after`: so late, in ms. */
export type Reply = {
  status?: number;
  type?: string;
  headers?: Record<string, string>;
  json?: Json;
  text?: string;
  /** The reply's `date`; null for none. */
  date?: string | null;
  after?: number;
  /** In so many pieces, a little apart. */
  pieces?: number;
  /** Without an end. */
  endless?: true;
};
/**
 * What becomes of a request. `lost`: reset before the service has it. `unanswered`: it is done, and the connection reset
 * before the answer; `torn`: in the middle of it; `stalled`, `stalled body`: nothing comes any more, after the request
 * or after the answer's headers.
 */
export type Fate = 'passed' | 'lost' | 'unanswered' | 'torn' | 'stalled' | 'stalled body' | Reply;

/** A problem of the service's own kind. */
export const problem = (status: number, reason: string, headers?: Record<string, string>): Reply => ({
  status,
  type: 'application/problem+json',
  json: { type: 'about:blank', title: reason, status, detail: 'As the script says.', reason },
  ...(headers && { headers }),
});
const json = (status: number, body: Json): Reply => ({ status, json: body });

const product = 'suite';
export const writeKey = `${product}.c29tZXRoaW5nLXJhbmRvbQ`;

/** A service on loopback that keeps to the contract as far as SDKs see, and fails as a life scripts it. */
export class Service {
  readonly seen: Seen[] = [];
  /** What no SDK may send. */
  readonly complaints: string[] = [];
  /** Events that are stored, by their ID. */
  readonly stored = new Map<string, Json>();
  /** How often an event came that was stored before. */
  twice = 0;
  /** Answers without an end that are still being read. */
  endless = 0;
  /** The most requests at the same time. */
  atOnce = 0;
  url = '';
  /** A path in front of its routes. */
  under = '';
  /** Hosts to which a tunnel was asked for; none is granted. */
  readonly tunnels: string[] = [];
  /** What the service believes the time is, in ms since 1970. */
  now: () => number = Date.now;
  /** What a request is answered with whatever is scripted; undefined to go on by that. */
  rule: (seen: Seen) => Fate | undefined = () => undefined;
  readonly #scripts = new Map<string, Fate[]>();
  readonly #always = new Map<string, Fate>();
  #consents = new Map<string, Json>();
  #saved = new Map<string, Json>();
  readonly #sockets = new Set<Socket>();
  #under = 0;
  readonly #server = createServer((request, response) => {
    void this.#serve(request, response).catch((fault) => {
      // Who ends in the middle of a request has sent none.
      if (!request.errored) this.complaints.push(String(fault));
    });
  });

  async start(): Promise<this> {
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket)).on('error', () => {});
    });
    this.#server.on('connect', ({ url = '' }, socket) => {
      this.tunnels.push(url);
      socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
    });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }
  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  /** What becomes of the next requests on a route, one after the other; after them all pass again. */
  next(route: string, ...fates: Fate[]): void {
    this.#scripts.set(route, [...(this.#scripts.get(route) ?? []), ...fates]);
  }
  /** What becomes of all requests on a route that `next` says nothing of. */
  always(route: string, fate: Fate = 'passed'): void {
    this.#always.set(route, fate);
  }
  /** Keeps the decisions that it knows, for `restore`. */
  save(): void {
    this.#saved = new Map(this.#consents);
  }
  /** Knows the decisions that were saved; what arrived and what was scripted is forgotten. */
  restore(): void {
    this.#consents = new Map(this.#saved);
    this.seen.length = 0;
    this.twice = 0;
    for (const kept of [this.stored, this.#scripts, this.#always]) kept.clear();
  }
  on(route: string): Seen[] {
    return this.seen.filter((each) => each.route === route);
  }
  get batches(): Json[] {
    return this.on('events').map(({ body }) => body);
  }
  /** As if the decision had come by letter, or all about the installation were lost: `none`. */
  decide(installation_id: string, status: string): void {
    if (status === 'none') this.#consents.delete(installation_id);
    else
      this.#consents.set(installation_id, { ...this.#consents.get(installation_id), status, purposes: [] });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const { method = '', url = '' } = request;
    const path = url.replace(/^https?:\/\/[^/]+/, '');
    const own = path.startsWith(this.under) ? path.slice(this.under.length) : '';
    const [, route = 'other'] = /^\/v1\/(events|consent|health|erasures|exports)\b/.exec(own) ?? [];
    const headers = request.headers as Record<string, string>;
    const seen: Seen = { route, method, path, headers, body: this.#bodyOf(raw, headers) };
    this.seen.push(seen);
    this.#check(seen, raw.length);
    const fate = this.rule(seen) ?? this.#scripts.get(route)?.shift() ?? this.#always.get(route) ?? 'passed';
    this.atOnce = Math.max(this.atOnce, ++this.#under);
    try {
      if (fate === 'lost') return void request.socket.resetAndDestroy();
      const reply =
        typeof fate === 'object' && fate.status ? fate : { ...this.#answer(seen), ...(fate as Reply) };
      if (fate === 'unanswered') return void request.socket.resetAndDestroy();
      if (fate === 'stalled') return;
      if (reply.after) await sleep(reply.after);
      await this.#write(response, reply, fate);
    } finally {
      this.#under--;
    }
  }

  async #write(response: ServerResponse, reply: Reply, fate: Fate): Promise<void> {
    const {
      status = 200,
      type = 'application/json',
      headers,
      date = new Date(this.now()).toUTCString(),
    } = reply;
    const text = reply.text ?? (reply.json === undefined ? '' : JSON.stringify(reply.json));
    response.sendDate = false;
    response.writeHead(status, {
      'content-type': type,
      ...(!reply.endless && { 'content-length': Buffer.byteLength(text) }),
      ...(date !== null && { date }),
      ...headers,
    });
    const { pieces = 1 } = reply;
    if (reply.endless) {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      this.endless++;
      response.on('drain', more).on('close', () => this.endless--);
      return more();
    }
    for (let n = 1; n < pieces; n++) {
      response.write(text.slice(((n - 1) * text.length) / pieces, (n * text.length) / pieces));
      await sleep(5);
    }
    if (pieces > 1) return void response.end(text.slice(((pieces - 1) * text.length) / pieces));
    if (fate === 'torn')
      response.write(text.slice(0, text.length / 2), () => response.socket?.resetAndDestroy());
    else if (fate === 'stalled body') response.flushHeaders();
    else response.end(text);
  }

  #bodyOf(raw: Buffer, headers: Record<string, string>): Json {
    if (raw.length === 0) return undefined;
    try {
      const text = headers['content-type'] === 'application/gzip' ? gunzipSync(raw) : raw;
      return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
    } catch (fault) {
      this.complaints.push(`a body that can't be read: ${fault}`);
      return undefined;
    }
  }

  /** Whatever else happens in a life: no request may be other than this. */
  #check({ route, method, path, headers, body }: Seen, bytes: number): void {
    const wrong = (what: string) => this.complaints.push(`${method} ${path}: ${what}`);
    if (route === 'other') return void wrong('there is no such route');
    if (route === 'health') {
      if (headers.authorization || headers['x-installation-secret'])
        wrong('credentials where none are needed');
      return;
    }
    if (headers.authorization !== `Bearer ${writeKey}`) wrong('not the write key');
    if (!/^[\w-]{43}$/.test(headers['x-installation-secret'] ?? '')) wrong('a secret that is not 32 bytes');
    if (method !== 'GET' && !/^application\/(?:json|gzip)$/.test(headers['content-type'] ?? ''))
      wrong(`content-type ${headers['content-type']}`);
    if (headers.cookie || headers.referer) wrong('a header that nobody asked for');
    if (bytes > 768 * 1024) wrong(`${bytes} bytes`);
    if (route === 'events' && (body?.events?.length > 500 || !body?.events?.length))
      wrong(`${body?.events?.length} events`);
    const known = { events: batch, consent: decision, erasures: request, exports: request }[route] ?? [];
    for (const name of Object.keys(body ?? {})) if (!known.includes(name)) wrong(`a member ${name}`);
    for (const each of body?.events ?? [])
      for (const name of Object.keys(each)) if (!event.includes(name)) wrong(`an event with ${name}`);
  }

  /** What the service does with it, and says. */
  #answer({ route, method, path, headers, body }: Seen): Reply {
    if (route === 'health') return json(200, { status: 'ok' });
    const id = body?.installation_id;
    const secret = headers['x-installation-secret'];
    const before = this.#consents.get(id);
    if (before && before.secret !== undefined && before.secret !== secret)
      return problem(403, 'secret_mismatch');
    if (route === 'consent') {
      if (before?.status === 'erased') return problem(409, 'installation_erased');
      const { decision: status, purposes = [], notice_version = 0, erase } = body;
      const granted = status === 'granted';
      this.#consents.set(id, {
        status: erase ? 'erased' : status,
        purposes: granted ? purposes : [],
        secret,
      });
      const receipt_id = `receipt of ${JSON.stringify(body)}`;
      const kept = granted ? purposes : [];
      return json(200, {
        receipt_id,
        installation_id: id,
        decision: status,
        purposes: kept,
        effective_purposes: kept,
        notice_version,
        recorded_at: new Date(this.now()).toISOString(),
      });
    }
    if (route === 'events') return json(202, this.#take(body, before));
    if (method === 'GET') {
      const [, given] = path.split(`/v1/${route}/`);
      return route === 'exports'
        ? json(200, { status: 'completed', rows: [{ export: given }], consent_history: [] })
        : json(200, { erasure_id: given, status: 'received' });
    }
    if (route === 'exports') return json(202, { export_id: 'export-1', status: 'running' });
    if (body.user_id === undefined) this.#consents.set(id, { ...before, status: 'erased', secret });
    return json(202, {
      erasure_id: 'erasure-1',
      status: 'received',
      due_at: new Date(this.now()).toISOString(),
    });
  }

  #take({ events }: Json, before: Json): Json {
    const status = before?.status ?? 'none';
    const reasons: Record<string, string> = {
      none: 'consent_missing',
      refused: 'consent_refused',
      withdrawn: 'consent_withdrawn',
      erased: 'installation_erased',
    };
    const reason = reasons[status];
    if (!reason)
      for (const each of events) {
        const earlier = this.stored.get(each.event_id);
        if (earlier) this.twice++;
        if (earlier && !isDeepStrictEqual(earlier, each))
          this.complaints.push(`an event that came again as another: ${JSON.stringify([earlier, each])}`);
        this.stored.set(each.event_id, each);
      }
    return {
      accepted: reason ? 0 : events.length,
      ignored: [],
      rejected: reason
        ? events.map(({ event_id }: Json, index: number) => ({ index, event_id, reason, detail: 'No.' }))
        : [],
      consent: { status, purposes: before?.purposes ?? [], notice_version: 1 },
    };
  }
}

const batch = ['sent_at', 'installation_id', 'organization_id', 'context', 'events'];
const event = [
  'event_id',
  'event_name',
  'occurred_at',
  'sequence',
  'session_id',
  'user_id',
  'user_role',
  'properties',
];
const request = ['installation_id', 'user_id'];
const decision = [
  'installation_id',
  'organization_id',
  'decision',
  'purposes',
  'notice_version',
  'notice_language',
  'decided_by',
  'decided_at',
  'erase',
];
