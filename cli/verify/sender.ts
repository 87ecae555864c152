import { randomBytes, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Stop } from '../../operator/program.ts';
import { noticeVersion } from '../../shared/catalog/catalog.ts';

/** The version of the product that it says it is. */
export const version = '4.10.0';

/** An installation that lives as long as a verification: it speaks to the API as an SDK does. */
export class Sender {
  readonly installation_id = randomUUID();
  readonly #secret = randomBytes(32).toString('base64url');
  readonly #url: string;
  readonly #writeKey: string;
  #erasure = '';

  constructor(url: string, writeKey: string) {
    this.#url = url;
    this.#writeKey = writeKey;
  }

  async consent(): Promise<string> {
    const { installation_id } = this;
    const { receipt_id } = await this.#call('PUT', '/v1/consent', {
      installation_id,
      decision: 'granted',
      purposes: ['usage'],
      notice_version: noticeVersion,
      decided_by: 'administrator',
      decided_at: new Date().toISOString(),
    });
    return `receipt ${receipt_id}`;
  }

  /** Posts so many events; returns how many were accepted, and why the others were not. */
  async post(count: number, type: 'application/json' | 'application/gzip') {
    const sent_at = new Date().toISOString();
    const events = Array.from({ length: count }, (_, sequence) => ({
      event_id: randomUUID(),
      event_name: 'session_started',
      occurred_at: sent_at,
      sequence,
    }));
    const { installation_id } = this;
    const body = { sent_at, installation_id, context: { product_version: version }, events };
    const { accepted, rejected } = await this.#call('POST', '/v1/events', body, type);
    return { accepted, reasons: [...new Set(rejected.map(({ reason }) => reason))].join(', ') };
  }

  async erase(): Promise<string> {
    const { installation_id } = this;
    this.#erasure = (await this.#call('POST', '/v1/erasures', { installation_id })).erasure_id;
    return this.#erasure;
  }

  /** How far the erasure is. */
  erasure(): Promise<Answer> {
    return this.#call('GET', `/v1/erasures/${this.#erasure}`);
  }

  async #call(method: string, path: string, body?: object, type = 'application/json'): Promise<Answer> {
    const json = JSON.stringify(body);
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.#writeKey}`,
        'x-installation-secret': this.#secret,
        'content-type': type,
      },
      body: body && (type === 'application/gzip' ? gzipSync(json) : json),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Stop(`${method} ${path} was answered ${response.status}: ${text.slice(0, 300)}`);
    return JSON.parse(text);
  }
}

/** What of the replies is looked at. */
type Answer = {
  accepted: number;
  rejected: { reason: string }[];
  receipt_id: string;
  erasure_id: string;
  status: string;
  due_at: string;
};
