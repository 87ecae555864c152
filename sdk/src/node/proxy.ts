import { type ClientRequest, request as http, type RequestOptions } from 'node:http';
import { request as https } from 'node:https';
import type { Socket } from 'node:net';
import { connect } from 'node:tls';

/** The proxy that the environment names for this address, as curl reads it; undefined for none. */
export function proxyFor(
  { protocol, hostname, port }: URL,
  environment: Record<string, string | undefined>,
): URL | undefined {
  const of = (name: string) => environment[name] || environment[name.toUpperCase()];
  const host = hostname.replace(/[[\]]/g, '');
  const spared = (of('no_proxy') ?? '').split(/[\s,]+/).some((entry) => {
    const [, name, only] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    const isHere = !only || only === (port || (protocol === 'https:' ? '443' : '80'));
    return entry === '*' || entry === host || (name && isHere && `.${host}`.endsWith(`.${name}`));
  });
  const named = of(`${protocol.slice(0, -1)}_proxy`) ?? of('all_proxy');
  return named && !spared ? new URL(named.includes('://') ? named : `http://${named}`) : undefined;
}

/** No socket of ours keeps the process alive. */
export const apart = (request: ClientRequest) => request.on('socket', (socket) => socket.unref());

/** A request to the proxy itself. */
export function through(proxy: URL, options: RequestOptions): ClientRequest {
  const { protocol, hostname, port, username, password } = proxy;
  const isSecure = protocol === 'https:';
  return (isSecure ? https : http)({
    ...options,
    hostname,
    port: port || (isSecure ? 443 : 80),
    auth: undefined,
    headers: {
      ...options.headers,
      ...(username && {
        'proxy-authorization': `Basic ${btoa(decodeURIComponent(`${username}:${password}`))}`,
      }),
    },
  });
}

/** A TLS connection to `url` inside a tunnel that the proxy opens. Rejects when it does not. */
export function tunnel(url: URL, proxy: URL, options: RequestOptions): Promise<Socket> {
  const path = `${url.hostname}:${url.port || 443}`;
  return new Promise((done, fail) => {
    apart(through(proxy, { ...options, method: 'CONNECT', path, headers: { host: path } }))
      .on('connect', ({ statusCode }, socket) => {
        if (statusCode !== 200) return fail(`The proxy said ${statusCode}`);
        const secure = connect({ socket, servername: url.hostname }, () => done(secure));
        secure.on('error', fail).unref();
      })
      .on('error', fail)
      .end();
  });
}
