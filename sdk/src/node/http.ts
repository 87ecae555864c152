import { type ClientRequest, request as http, type IncomingMessage } from 'node:http';
import { request as https } from 'node:https';
import type { Call, Reply } from '../platform.ts';
import { apart, proxyFor, throughPlain, tunnel } from './proxy.ts';

const timeout = 60_000;

/** Calls through the system's proxy, if it names one. `fetch` would keep the process alive until the reply. */
export async function call(
  { method, url: address, headers, body }: Call,
  signal: AbortSignal,
): Promise<Reply> {
  const url = new URL(address);
  const options = { method, headers, signal, timeout, agent: false } as const;
  const proxy = proxyFor(url, process.env);
  if (url.protocol !== 'https:')
    return replyOf(proxy ? throughPlain(url, proxy, options) : http(url, options), body);
  if (!proxy) return replyOf(https(url, options), body);
  const socket = await tunnel(url, proxy, signal);
  const within = url.href.replace('https:', 'http:');
  return replyOf(http(within, { method, headers, signal, timeout, createConnection: () => socket }), body);
}

const replyOf = (request: ClientRequest, body: Call['body']): Promise<Reply> =>
  new Promise((done, fail) => {
    apart(request)
      .on('response', (response) => read(response).then(done, fail))
      .on('timeout', () => request.destroy(new Error('The service does not answer.')))
      .on('error', fail)
      .end(body);
  });

async function read(response: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const { 'content-type': type, 'retry-after': retryAfter, date } = response.headers;
  return {
    status: response.statusCode ?? 0,
    type: type ?? null,
    retryAfter: retryAfter ?? null,
    date: date ?? null,
    text: Buffer.concat(chunks).toString(),
  };
}
