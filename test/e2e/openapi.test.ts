import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { routes } from '../../shared/api/routes.ts';
import { send } from './answers.ts';
import { addOrganization, addProduct, localForFile } from './local.ts';

const started = localForFile({ schedules: false });
const secret = 'A'.repeat(43);

type Examples = Record<string, { value: Record<string, unknown> }>;
type Operation = {
  security: Record<string, unknown>[];
  requestBody?: { content: Record<string, { examples: Examples }> };
  responses: Record<string, { content: Record<string, { examples: Examples }> }>;
};

test('anyone may read the description', async () => {
  const { status, type, text } = await send(`${started.url}/v1/openapi.json`, 'GET');
  expect([status, type, JSON.parse(text).openapi]).toEqual([200, 'application/json', '3.1.0']);
});

test('a 401 says how to come back', async () => {
  const { status, headers } = await fetch(`${started.url}/v1/consent/x`);
  expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
});

/** What only the service knows of a receipt, and what the vendor's settings add (throttle.slow.test.ts). */
const itsOwn = ['receipt_id', 'recorded_at', 'next', 'erasure_id', 'due_at', 'export_id', 'proof', 'keys'];
const comparable = (reply: object) =>
  Object.fromEntries(Object.entries(reply).filter(([name]) => !itsOwn.includes(name)));

test('each example it gives can be sent as it stands, and is answered as it says', async () => {
  const { paths } = JSON.parse((await send(`${started.url}/v1/openapi.json`, 'GET')).text);
  const credentials: Record<string, Record<string, string>> = {
    write_key: { authorization: `Bearer ${await addProduct(started, 'described')}` },
    installation_secret: { 'x-installation-secret': secret },
    organization_token: { authorization: `Bearer ${await addOrganization(started, 'contoso')}` },
  };
  /** IDs that only the service knows, as it gave them. */
  const given: Record<string, string> = {};
  let sent = 0;
  // In their order: the administrator first, then the installation, then its events, its erasure last.
  for (const route of Object.keys(routes)) {
    const [method = '', path = ''] = route.split(' ');
    const { security, requestBody, responses } = paths[path][method.toLowerCase()] as Operation;
    const needed = Object.keys(security[0] ?? {}).map((scheme) => credentials[scheme] ?? {});
    const [status = '', reply] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
    const replies = reply?.content['application/json']?.examples ?? {};
    const requests = requestBody?.content['application/json']?.examples;
    expect(Object.keys(requests ?? replies)).toEqual(Object.keys(replies));
    for (const [name, { value }] of Object.entries(replies)) {
      // Only the lake's function completes anything, and makes statements; this document and the notice are longer than
      // their examples.
      if (name === 'completed' || name === 'begun' || path.endsWith('/statement')) continue;
      const body = requests ? JSON.stringify(requests[name]?.value) : '';
      const url = started.url + path.replace(/\{(.+)\}/, (_, name) => given[name] ?? (value[name] as string));
      for (const type of Object.keys(requestBody?.content ?? { 'application/json': {} })) {
        const headers = Object.assign({ 'content-type': type }, ...needed);
        const answer = await send(url, method, headers, type.endsWith('gzip') ? gzipSync(body) : body);
        expect([route, name, answer.status]).toEqual([route, name, Number(status)]);
        const json = JSON.parse(answer.text);
        expect(comparable(json)).toEqual(comparable(value));
        sent++;
        for (const id of ['erasure_id', 'export_id']) given[id] = json[id] ?? given[id];
      }
    }
  }
  expect(sent).toBeGreaterThan(Object.keys(routes).length);
});
