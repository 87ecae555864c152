import { request as http, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as https } from 'node:https';
import type { Call, Reply } from '../platform.ts';
import { apart, proxyFor, through, tunnel } from './proxy.ts';

/** In ms. */
const timeout = Number(process.env.ASSENT_TIMEOUT_MS || 60_000);

/** Calls through the system's proxy, if it names one. `fetch` would keep the process alive until the reply. */
export async function call(
  { method, url: address, headers, body, most }: Call,
  stopped: AbortSignal,
): Promise<Reply> {
  const url = new URL(address);
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(timeout)]);
  const options: RequestOptions = { method, headers: { ...headers, host: url.host }, signal, agent: false };
  const proxy = proxyFor(url, process.env);
  let request = url.protocol === 'https:' ? https : http;
  if (proxy) {
    if (request === http) return replyTo(through(proxy, { ...options, path: address }), body, most);
    const socket = await tunnel(url, proxy, { signal, agent: false });
    Object.assign(options, { agent: undefined, createConnection: () => socket });
    url.protocol = 'http:';
    request = http;
  }
  return replyTo(request(url, options), body, most);
}

const replyTo = (request: ReturnType<typeof http>, body: Call['body'], most: number): Promise<Reply> =>
  new Promise((done, fail) => {
    apart(request)
      .on('response', (response) => read(response, most).then(done, fail))
      .on('error', fail)
      .end(body);
  });

async function read(response: IncomingMessage, most: number): Promise<Reply> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    length += chunk.length;
    // Leaving the loop ends the connection: nobody fills the program's memory.
    if (length > most) break;
  }
  const text = Buffer.concat(chunks).subarray(0, most).toString();
  const { 'content-type': type, 'retry-after': retryAfter, date } = response.headers;
  return { status: response.statusCode ?? 0, type, retryAfter, date, text };
}
