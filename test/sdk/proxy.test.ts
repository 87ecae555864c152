import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as http } from 'node:http';
import { createServer as https } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { proxyFor } from '../../sdk/src/node/proxy.ts';

const home = mkdtempSync(join(tmpdir(), 'assent-proxy-'));
const asked: string[] = [];
const arrived: string[] = [];
const port = (server: { address: () => unknown }) => (server.address() as AddressInfo).port;
const receipt = JSON.stringify({ receipt_id: 'r', decision: 'granted' });

/** A proxy that leads everything to this machine: no name it is asked for exists. */
const proxy = http((request, response) => {
  asked.push(`${request.method} ${request.url}`);
  arrived.push(request.headers.host ?? '');
  response.writeHead(200, { 'content-type': 'application/json' }).end(receipt);
}).on('connect', ({ method, url, headers }, socket) => {
  asked.push(`${method} ${url} ${headers['proxy-authorization'] ?? ''}`);
  const upstream = connect(port(service), '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.pipe(upstream).pipe(socket);
  });
  for (const each of [socket, upstream]) each.on('error', () => {});
});
let service: ReturnType<typeof https>;

beforeAll(async () => {
  const [key, cert] = [join(home, 'key.pem'), join(home, 'cert.pem')];
  const names = ['-subj', '/CN=telemetry.test', '-addext', 'subjectAltName=DNS:telemetry.test'];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', ...kind, ...names, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  service = https(
    { key: readFileSync(key), cert: readFileSync(cert) },
    ({ method, url, headers }, response) => {
      arrived.push(`${method} ${url} ${headers.host}`);
      response.writeHead(200, { 'content-type': 'application/json' }).end(receipt);
    },
  );
  service.listen(0, '127.0.0.1');
  proxy.listen(0, '127.0.0.1');
  await Promise.all([once(service, 'listening'), once(proxy, 'listening')]);
});
afterAll(() => {
  for (const each of [service, proxy]) each.closeAllConnections();
  for (const each of [service, proxy]) each.close();
  rmSync(home, { recursive: true, force: true });
});
beforeEach(() => {
  asked.length = 0;
  arrived.length = 0;
});

async function program(url: string, env: object) {
  const folder = mkdtempSync(join(home, 'state-'));
  const options = { url, writeKey: 'proxied.key', folder, context: { product_version: '1.0.0' } };
  const file = join(import.meta.dirname, 'child.ts');
  const { DO_NOT_TRACK: _, ...rest } = process.env;
  const argument = JSON.stringify({ options, steps: ['grant', 'flush'] });
  const child = spawn(process.execPath, [file, argument], {
    env: { ...rest, NODE_EXTRA_CA_CERTS: join(home, 'cert.pem'), ...env },
    stdio: 'ignore',
  });
  await once(child, 'close');
}

test('https goes through a tunnel of the proxy, with its password, and checks the certificate of the service', async () => {
  await program('https://telemetry.test', { HTTPS_PROXY: `http://me:p%40ss@127.0.0.1:${port(proxy)}` });
  expect(asked).toEqual([`CONNECT telemetry.test:443 Basic ${btoa('me:p@ss')}`]);
  expect(arrived).toEqual(['PUT /v1/consent telemetry.test']);
  await program('https://somebody-else.test', { HTTPS_PROXY: `http://127.0.0.1:${port(proxy)}` });
  expect(arrived).toHaveLength(1);
});

test('http is asked of the proxy', async () => {
  await program('http://telemetry.test:81', { http_proxy: `127.0.0.1:${port(proxy)}` });
  expect(asked).toEqual(['PUT http://telemetry.test:81/v1/consent']);
  expect(arrived).toEqual(['telemetry.test:81']);
});

test.each([
  ['https://telemetry.example.com', { https_proxy: 'http://proxy:3128' }, 'http://proxy:3128/'],
  ['https://telemetry.example.com', { HTTP_PROXY: 'http://proxy:3128' }, undefined],
  ['https://telemetry.example.com', { ALL_PROXY: 'proxy:3128' }, 'http://proxy:3128/'],
  ['https://telemetry.example.com', { HTTPS_PROXY: '', https_proxy: '' }, undefined],
  ['https://telemetry.example.com', { HTTPS_PROXY: 'proxy:1', NO_PROXY: 'example.com' }, undefined],
  [
    'https://telemetry.example.com',
    { HTTPS_PROXY: 'proxy:1', NO_PROXY: 'localhost, .example.com' },
    undefined,
  ],
  ['https://telemetry.example.com', { HTTPS_PROXY: 'proxy:1', NO_PROXY: '*' }, undefined],
  ['https://telemetry.example.com', { HTTPS_PROXY: 'proxy:1', NO_PROXY: 'ample.com' }, 'http://proxy:1/'],
  [
    'https://telemetry.example.com',
    { HTTPS_PROXY: 'proxy:1', NO_PROXY: 'example.com:8443' },
    'http://proxy:1/',
  ],
  ['http://[::1]:8787', { HTTP_PROXY: 'proxy:1', NO_PROXY: '::1' }, undefined],
])('%s with %j', (url, environment, expected) => {
  expect(proxyFor(new URL(url), environment as Record<string, string>)?.href).toBe(expected);
});
