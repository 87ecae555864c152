import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { formats } from '../reports/format.ts';
import { about } from './about.ts';
import { appFile, shell } from './app.ts';
import { answer, type Source, sentence } from './ask.ts';
import type { Line } from './protocol.ts';
import { type Asked, asked, ownQuery } from './questions.ts';
import { search } from './search.ts';

/** Answers a request below `base`, which is '' or such as `/reports`. */
export type Explorer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Only what the server itself has: no script of others, no request to elsewhere; charts set styles of their own. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  'img-src blob: data:',
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** More than a statement may be. */
const longest = 300_000;

/**
 * The page of reports and its questions. It is for people at this machine: what another site's page asks, by a name of
 * its own that leads here or by a request across origins, is refused.
 */
export function explorer(source: Source, base: string): Explorer {
  const api: Record<
    string,
    (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => unknown
  > = {
    'GET about': async (_, response) => json(response, 200, await about(source)),
    'GET report': (_, response, query) =>
      stream(response, query, () => asked(query.get('name') ?? '', query)),
    'POST sql': (request, response, query) =>
      stream(response, query, async () => ownQuery((await text(request)).slice(0, longest))),
    'POST forget': (_, response) => {
      source.kept.clear();
      json(response, 200, {});
    },
  };

  async function stream(
    response: ServerResponse,
    query: URLSearchParams,
    question: () => Asked | Promise<Asked>,
  ): Promise<void> {
    // Who leaves the page, or presses Stop, stops the query.
    const ended = new AbortController();
    response.once('close', () => ended.abort());
    const { signal } = ended;
    const wrong = (fault: unknown) => ({ error: sentence(fault as Error, source.stack) });
    if (query.has('csv')) {
      try {
        const answered = await answer(source, await question(), { signal });
        const rows = search(answered, query.get('search') ?? '');
        response
          .writeHead(200, { ...headers, 'content-type': 'text/csv; charset=utf-8' })
          .end(`${formats.csv({ ...answered, rows })}\n`);
      } catch (fault) {
        json(response, 500, wrong(fault));
      }
      return;
    }
    response.writeHead(200, { ...headers, 'content-type': 'application/x-ndjson' });
    const line = (each: Line) => response.write(`${JSON.stringify(each)}\n`);
    try {
      const onExpected = (expected: number) => void line({ expected });
      const onProgress = (bytes: number) => void line({ bytes });
      line({ answer: await answer(source, await question(), { onExpected, onProgress, signal }) });
    } catch (fault) {
      line(wrong(fault));
    }
    response.end();
  }

  return async (request, response) => {
    const { method = 'GET', url = '/' } = request;
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const path = pathname.slice(base.length).replace(/^\//, '');
    if (isForeign(request)) return json(response, 403, { error: 'Open this page at 127.0.0.1.' });
    const handle = path.startsWith('api/') ? api[`${method} ${path.slice(4)}`] : undefined;
    if (handle) return void (await handle(request, response, searchParams));
    const file = method === 'GET' ? await appFile(path) : undefined;
    if (file)
      return void response.writeHead(200, { ...headers, 'content-type': file.type }).end(file.contents);
    if (method !== 'GET' || path.startsWith('api/'))
      return json(response, 404, { error: 'There is no such page.' });
    response.writeHead(200, { ...headers, 'content-type': 'text/html; charset=utf-8' }).end(shell(base));
  };
}

function isForeign({ headers: { host = '', 'sec-fetch-site': site = 'none' } }: IncomingMessage): boolean {
  const name = host.replace(/:\d+$/, '');
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(name)) return true;
  return !['none', 'same-origin'].includes(String(site));
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(body));
}
