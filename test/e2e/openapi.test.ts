import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
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
const itsOwn = ['receipt_id', 'recorded_at', 'next', 'erasure_id', 'due_at', 'export_id'];
const comparable = (reply: object) =>
  Object.fromEntries(Object.entries(reply).filter(([name]) => !itsOwn.includes(name)));

test('each example it gives can be sent as it stands, and is answered as it says', async () => {
  const { paths } = JSON.parse((await send(`${started.url}/v1/openapi.json`, 'GET')).text);
  const credentials: Record<string, Record<string, string>> = {
    write_key: { authorization: `Bearer ${await addProduct(started, 'described')}` },
    installation_secret: { 'x-installation-secret': secret },
    organization_token: { authorization: `Bearer ${await addOrganization(started, 'contoso')}` },
  };
  const organization = '/v1/organizations/{organization_id}/consent';
  // The administrator first, then the installation, then its events.
  const routes = [
    ...[`PUT ${organization}`, `GET ${organization}`],
    ...['PUT /v1/consent', 'GET /v1/consent/{installation_id}', 'POST /v1/events', 'GET /v1/health'],
    ...['POST /v1/exports', 'GET /v1/exports/{export_id}'],
    ...['POST /v1/erasures', 'GET /v1/erasures/{erasure_id}'],
  ];
  /** IDs that only the service knows, as it gave them. */
  const given: Record<string, string> = {};
  // This document and the notice are longer than their examples.
  expect(Object.keys(paths)).toHaveLength(new Set(routes.map((route) => route.split(' ')[1])).size + 2);
  for (const route of routes) {
    const [method = '', path = ''] = route.split(' ');
    const { security, requestBody, responses } = paths[path][method.toLowerCase()] as Operation;
    const needed = Object.keys(security[0] ?? {}).map((scheme) => credentials[scheme] ?? {});
    const [status = '', reply] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
    const replies = reply?.content['application/json']?.examples ?? {};
    const requests = requestBody?.content['application/json']?.examples;
    expect(Object.keys(requests ?? replies)).toEqual(Object.keys(replies));
    for (const [name, { value }] of Object.entries(replies)) {
      // Only the lake's function completes anything.
      if (name === 'completed') continue;
      const body = requests ? JSON.stringify(requests[name]?.value) : '';
      const url = started.url + path.replace(/\{(.+)\}/, (_, name) => given[name] ?? (value[name] as string));
      for (const type of Object.keys(requestBody?.content ?? { 'application/json': {} })) {
        const headers = Object.assign({ 'content-type': type }, ...needed);
        const answer = await send(url, method, headers, type.endsWith('gzip') ? gzipSync(body) : body);
        expect([route, name, answer.status]).toEqual([route, name, Number(status)]);
        const json = JSON.parse(answer.text);
        expect(comparable(json)).toEqual(comparable(value));
        for (const id of ['erasure_id', 'export_id']) given[id] = json[id] ?? given[id];
      }
    }
  }
});
