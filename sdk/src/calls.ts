import type { Consent } from './consent.ts';
import type { Call, Platform, Reply } from './platform.ts';

/** The most bytes of a reply that is read: a page of an export holds 3 MB, everything else is short. */
const most = { export: 4 * 1024 ** 2, other: 64 * 1024 };
const shown = 2000;

/** Calls the service as this installation, and tells the developer what became of it. */
export class Calls {
  readonly #platform: Platform;
  readonly #consent: Consent;
  readonly #url: string;
  readonly #writeKey: string;
  #abort = new AbortController();

  constructor(platform: Platform, consent: Consent, url: string, writeKey: string) {
    this.#platform = platform;
    this.#consent = consent;
    this.#url = url;
    this.#writeKey = writeKey;
  }

  /** Ends what is under way: its answer counts no more. */
  stop(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  /** Rejects when no reply came. */
  async call(method: Call['method'], path: string, json?: object): Promise<Reply> {
    const { call, debug, gzip } = this.#platform;
    const text = json && JSON.stringify(json);
    debug?.(`assent: ${method} ${path}${text ? ` ${text}` : ''}`);
    const { signal } = this.#abort;
    try {
      const packed = text && path === '/v1/events' ? gzip(text) : undefined;
      const body = packed ? await packed : text;
      signal.throwIfAborted();
      const headers: Record<string, string> = {};
      if (path !== '/v1/health') {
        headers.authorization = `Bearer ${this.#writeKey}`;
        headers['x-installation-secret'] = this.#consent.saved.identity?.secret ?? '';
      }
      if (text) headers['content-type'] = packed ? 'application/gzip' : 'application/json';
      const reply = await call(
        {
          method,
          url: this.#url + path,
          headers,
          most: path.startsWith('/v1/exports/') ? most.export : most.other,
          ...(body && { body }),
        },
        signal,
      );
      debug?.(`assent: ${method} ${path}: ${reply.status} ${reply.text.slice(0, shown)}`);
      return reply;
    } catch (fault) {
      debug?.(`assent: ${method} ${path}: no reply, ${fault}`);
      throw fault;
    }
  }
}
