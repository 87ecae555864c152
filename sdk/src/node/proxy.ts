import { type ClientRequest, request as http, type RequestOptions } from 'node:http';
import { request as https } from 'node:https';
import type { Socket } from 'node:net';
import { connect as tls } from 'node:tls';

type Environment = Record<string, string | undefined>;

/** The proxy that the environment names for this address, as curl reads it; undefined for none. */
export function proxyFor({ protocol, hostname, port }: URL, environment: Environment): URL | undefined {
  const of = (name: string) => environment[name.toLowerCase()] || environment[name];
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const isNot = (entry: string) => {
    const [, name = '', only] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    if (only && only !== (port || (protocol === 'https:' ? '443' : '80'))) return false;
    return entry === '*' || (name !== '' && (host === name || host.endsWith(`.${name}`)));
  };
  if ((of('NO_PROXY') ?? '').split(/[\s,]+/).some(isNot)) return undefined;
  const named = of(protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') ?? of('ALL_PROXY');
  if (!named) return undefined;
  const url = new URL(named.includes('://') ? named : `http://${named}`);
  return /^https?:$/.test(url.protocol) ? url : undefined;
}

/** No socket of ours keeps the process alive. */
export const apart = (request: ClientRequest) => request.on('socket', (socket) => socket.unref());

const authorization = ({ username, password }: URL): Record<string, string> => {
  if (!username) return {};
  const both = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(both).toString('base64')}` };
};
const to = (proxy: URL, options: RequestOptions) =>
  (proxy.protocol === 'https:' ? https : http)({
    hostname: proxy.hostname,
    port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
    agent: false,
    ...options,
    headers: { ...options.headers, ...authorization(proxy) },
  });

/** Plain HTTP is asked of the proxy itself. */
export const throughPlain = (url: URL, proxy: URL, options: RequestOptions): ClientRequest =>
  to(proxy, { ...options, path: url.href, headers: { ...options.headers, host: url.host } });

/** A TLS connection to `url` inside a tunnel that the proxy opens. Rejects when it does not. */
export function tunnel(url: URL, proxy: URL, signal: AbortSignal): Promise<Socket> {
  const path = `${url.hostname}:${url.port || 443}`;
  return new Promise((done, fail) => {
    apart(to(proxy, { method: 'CONNECT', path, headers: { host: path }, signal, timeout: 30_000 }))
      .on('connect', (response, socket) => {
        if (response.statusCode !== 200) return fail(new Error(`The proxy said ${response.statusCode}.`));
        const secure = tls({ socket, servername: url.hostname, ALPNProtocols: ['http/1.1'] });
        secure.unref();
        secure.once('secureConnect', () => done(secure)).once('error', fail);
      })
      .on('response', ({ statusCode }) => fail(new Error(`The proxy said ${statusCode}.`)))
      .on('timeout', function (this: ClientRequest) {
        this.destroy(new Error('The proxy does not answer.'));
      })
      .on('error', fail)
      .end();
  });
}
