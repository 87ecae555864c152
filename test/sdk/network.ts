import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** On a busy machine everything takes longer: no test of what arrives may depend on how long. */
export const patient = { timeout_ms: 40_000 };

/** What the network does with a request: nothing is heard of it, it arrives but its answer is lost, or another answers. */
export type Fate = 'lost' | 'unanswered' | 'passed' | { status: number; type?: string; text?: string };
// biome-ignore lint/suspicious/noExplicitAny: bodies are checked by what the tests expect of them
export type Seen = { method: string; path: string; headers: Record<string, any>; body: any };

/** A network between the SDK and the service at `target`: it sees every request, and may fail. */
export async function network(target: string) {
  const seen: Seen[] = [];
  const state = { fate: (_: Seen): Fate | Promise<Fate> => 'passed', date: undefined as string | undefined };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const { method = '', url: path = '' } = request;
    const text = request.headers['content-type'] === 'application/gzip' ? gunzipSync(raw) : raw;
    const headers = request.headers as Record<string, string>;
    const each: Seen = { method, path, headers, body: raw.length ? JSON.parse(text.toString()) : undefined };
    seen.push(each);
    const fate = await state.fate(each);
    if (fate === 'lost') return request.socket.destroy();
    if (typeof fate === 'object') {
      return response.writeHead(fate.status, { 'content-type': fate.type ?? 'text/html' }).end(fate.text);
    }
    const { host: _, connection: __, ...sent } = headers;
    const reply = await fetch(target + path, { method, headers: sent, body: raw.length ? raw : undefined });
    const body = Buffer.from(await reply.arrayBuffer());
    if (fate === 'unanswered') return request.socket.destroy();
    const { 'content-length': ___, connection: ____, ...back } = Object.fromEntries(reply.headers);
    response.writeHead(reply.status, { ...back, date: state.date ?? back.date }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    batches: () => seen.filter(({ path }) => path === '/v1/events').map(({ body }) => body),
    do: (fate: typeof state.fate) => {
      state.fate = fate;
    },
    /** Has the service say that it is another time. */
    dates: (date: Date | undefined) => {
      state.date = date?.toUTCString();
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}
