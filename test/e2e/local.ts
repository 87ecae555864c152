import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, inject } from 'vitest';
import type { Fault } from '../../local/endpoint.ts';
import { type Run, run } from '../../local/run.ts';
import type { AdminCommand, AdminCommands, AdminRequest } from '../../shared/admin.ts';
import { expectDescribed } from '../openapi/schemas.ts';

const root = resolve(import.meta.dirname, '..', '..');

/** A local run of the synthesized stack for tests, with its data in a folder of its own. */
export type Local = Run & { data: string; fail: (fault: (call: string) => Fault | undefined) => void };

export async function local({
  data = mkdtempSync(join(tmpdir(), 'assent-data-')),
  schedules = true,
  stack = inject('stack'),
} = {}): Promise<Local> {
  let fault: (call: string) => Fault | undefined = () => undefined;
  const started = await run({
    stack,
    data,
    port: 0,
    schedules,
    fault: (call) => fault(call),
  });
  return {
    ...started,
    data,
    fail: (next) => {
      fault = next;
    },
    stop: async () => {
      await started.stop();
    },
  };
}

/** A local run for all tests of a file: it starts before the first and ends, with its data, after the last. */
export function localForFile(options: { schedules?: boolean } = {}): Local {
  const shared = {} as Local;
  beforeAll(async () => {
    Object.assign(shared, await local(options));
  });
  afterAll(async () => {
    await shared.stop();
    rmSync(shared.data, { recursive: true, force: true });
  });
  return shared;
}

/** Runs a command of the project as a person would; `--data` is added where there is any. */
export function command(
  file: string,
  data: string | undefined,
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const node = join(root, 'cli', `${file}.ts`);
  return new Promise((done) => {
    const options = { cwd: root, maxBuffer: 64 * 1024 ** 2 };
    execFile(
      process.execPath,
      [node, ...args, ...(data ? ['--data', data] : [])],
      options,
      (fault, out, err) => done({ code: fault ? Number(fault.code) : 0, out, err }),
    );
  });
}

// biome-ignore lint/suspicious/noExplicitAny: what a report's rows hold is for the test to say
export async function report(data: string, name: string, ...args: string[]): Promise<any[]> {
  const { code, out, err } = await command('report', data, name, '--format', 'json', ...args);
  if (code !== 0) throw new Error(err);
  return JSON.parse(out);
}

/** Refreshes, so that what was accepted so far is in the reports. */
export async function settle(started: Local): Promise<void> {
  const { code, err } = await command('refresh', started.data);
  if (code !== 0) throw new Error(err);
}

/** Asks the `admin` function, as the command line does. */
export async function admin<C extends AdminCommand>(
  { functions, template }: Run,
  command: C,
  request: AdminRequest<C>,
): Promise<AdminCommands[C]['answer']> {
  const asked = { command, ...request };
  const outcome = await functions.invoke(template.outputs.AdminFunction as string, asked);
  return (outcome as { result: AdminCommands[C]['answer'] }).result;
}

/** Makes a product; returns its write key. */
export const addProduct = async (started: Run, product: string): Promise<string> =>
  (await admin(started, 'product add', { product })).write_key;

/** Makes an organization; returns its administrator's token. */
export const addOrganization = async (started: Run, organization_id: string): Promise<string> =>
  (await admin(started, 'organization add', { organization_id, renew: false })).token;

// biome-ignore lint/suspicious/noExplicitAny: replies are checked by what the tests expect of them
type Reply = { status: number; json: any; headers: Headers; text: string };

/** An installation of a product, as an SDK would speak for it. */
export class Installation {
  readonly id = randomUUID();
  readonly secret = randomBytes(32).toString('base64url');
  readonly #url: string;
  readonly #writeKey: string;

  constructor({ url }: { url: string }, writeKey: string) {
    this.#url = url;
    this.#writeKey = writeKey;
  }

  headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#writeKey}`, 'x-installation-secret': this.secret };
  }

  /** Calls a route; whatever is answered must be as the API's description says. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const raw = typeof body === 'string' || body instanceof Uint8Array || body === undefined;
    const response = await fetch(this.#url + path, {
      method,
      headers: { 'content-type': 'application/json', ...this.headers(), ...headers },
      body: (raw ? body : JSON.stringify(body)) as string | undefined,
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const json = /json/.test(type) ? JSON.parse(text) : undefined;
    expectDescribed(method, path, { status: response.status, type, json });
    return { status: response.status, json, headers: response.headers, text };
  }

  decide(decision: string, purposes: string[], more: object = {}): Promise<Reply> {
    return this.call('PUT', '/v1/consent', {
      installation_id: this.id,
      decision,
      purposes,
      notice_version: 1,
      decided_by: 'user',
      decided_at: new Date().toISOString(),
      ...more,
    });
  }

  batch(events: object[], more: object = {}) {
    return {
      sent_at: new Date().toISOString(),
      installation_id: this.id,
      context: { product_version: '4.2.1' },
      events,
      ...more,
    };
  }

  post(events: object[], more: object = {}): Promise<Reply> {
    return this.call('POST', '/v1/events', this.batch(events, more));
  }

  postGzipped(events: object[], more: object = {}): Promise<Reply> {
    const body = gzipSync(JSON.stringify(this.batch(events, more)));
    return this.call('POST', '/v1/events', body, { 'content-type': 'application/gzip' });
  }
}

/** An event as most tests need one. */
export const event = (more: object = {}) => ({
  event_id: randomUUID(),
  event_name: 'feature_used',
  occurred_at: new Date(Date.now() - 60_000).toISOString(),
  properties: { feature: 'export_pdf' },
  ...more,
});

/** Waits until `holds`, for at most so many seconds. */
export async function eventually(holds: () => Promise<boolean>, seconds = 10): Promise<void> {
  for (const until = Date.now() + seconds * 1000; !(await holds()); await sleep(200)) {
    if (Date.now() > until) throw new Error(`It did not come true within ${seconds} seconds.`);
  }
}
