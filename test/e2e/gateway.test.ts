import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import type { RequestReason } from '../../shared/reasons.ts';
import { type Answered, expectProblem, send } from './answers.ts';
import { addProduct, event, Installation, localForFile } from './local.ts';

const started = localForFile({ schedules: false });
let installation: Installation;
beforeAll(async () => {
  installation = new Installation(started, await addProduct(started, 'gateway'));
  await installation.decide('granted', ['usage']);
});
const json = { 'content-type': 'application/json' };
const gzip = { 'content-type': 'application/gzip' };
const events = (headers: object, body: string | Uint8Array) =>
  send(`${started.url}/v1/events`, 'POST', { ...installation.headers(), ...headers }, body);
const batch = (count = 1, more: object = {}) =>
  JSON.stringify(
    installation.batch(
      Array.from({ length: count }, () => event()),
      more,
    ),
  );

test.for([
  'GET /',
  'GET /v1/events',
  'PUT /v1/events',
  'DELETE /v1/consent',
  'POST /v1/events/',
  'POST /V1/EVENTS',
  'GET /v1/consent/',
  'GET /v1/consent/a/b',
  'OPTIONS /v1/events',
  'PATCH /%00%ff?a=%',
])('%s is a route of nobody: our own not_found', async (called) => {
  const [method = '', path] = called.split(' ');
  expectProblem(await send(started.url + path, method, json, method === 'GET' ? '' : '{}'), 'not_found');
});

test('anyone may ask whether it is well', async () => {
  const { status, type, text } = await send(`${started.url}/v1/health?deep=1`, 'GET');
  expect([status, type, JSON.parse(text)]).toEqual([200, 'application/json', { status: 'ok' }]);
});

test.for(['/v1/health', '/v1/openapi.json'])('HEAD %s says what GET says, without the body', async (path) => {
  const url = started.url + path;
  const [head, get] = [await send(url, 'HEAD'), await send(url, 'GET')];
  expect(head).toEqual({ ...get, text: '' });
  expect([get.status, get.text.length > 0]).toEqual([200, true]);
});

test.for(['/v1/notice', '/v1/events', '/'])('HEAD %s is nothing we know', async (path) => {
  expect(await send(started.url + path, 'HEAD')).toMatchObject({ status: 404, text: '' });
});

const zeros = (size: number) => gzipSync(Buffer.alloc(size, ' '));
const refused: [string, RequestReason, () => Promise<Answered>][] = [
  ['no body', 'body_invalid', () => events(json, '')],
  ['bytes that are no UTF-8', 'body_invalid', () => events(json, Buffer.from([0x22, 0xff, 0x22]))],
  ['JSON that is cut off', 'body_invalid', () => events(json, batch().slice(0, -1))],
  ['gzip that is cut off', 'body_invalid', () => events(gzip, gzipSync(batch()).subarray(0, -9))],
  ['gzip under the type of JSON', 'body_invalid', () => events(json, gzipSync(batch()))],
  ['JSON under the type of gzip', 'body_invalid', () => events(gzip, batch())],
  ['lists as deep as fits', 'body_too_large', () => events(json, '['.repeat(700_000))],
  ['lists less deep', 'body_invalid', () => events(json, '['.repeat(90_000))],
  ['no write key', 'credential_missing', () => events({ ...json, authorization: '' }, batch())],
  ['another scheme', 'credential_missing', () => events({ ...json, authorization: 'Basic YTpi' }, batch())],
  [
    'a made-up key',
    'credential_unknown',
    () => events({ ...json, authorization: 'Bearer gateway.x' }, batch()),
  ],
  [
    'a key of nobody',
    'credential_unknown',
    () => events({ ...json, authorization: 'Bearer nobody.x' }, batch()),
  ],
  [
    'a key of no shape',
    'credential_unknown',
    () => events({ ...json, authorization: 'Bearer ../..' }, batch()),
  ],
  [
    'another secret',
    'secret_mismatch',
    () => events({ ...json, 'x-installation-secret': 'A'.repeat(43) }, batch()),
  ],
  ['too much on the wire', 'body_too_large', () => events(json, ' '.repeat(768 * 1024 + 1))],
  ['too much inside', 'body_too_large', () => events(gzip, zeros(8 * 1024 * 1024 + 1))],
  ['a bomb', 'body_too_large', () => events(gzip, zeros(64 * 1024 * 1024))],
  ['501 events', 'too_many_events', () => events(gzip, gzipSync(batch(501)))],
  ['no type', 'content_type_unsupported', () => events({}, batch())],
  [
    'an encoding',
    'content_type_unsupported',
    () => events({ ...json, 'content-encoding': 'gzip' }, gzipSync(batch())),
  ],
  ['another type', 'content_type_unsupported', () => events({ 'content-type': 'text/plain' }, batch())],
];
test.for(refused)('a request with %s is refused: %s', async ([, reason, call]) => {
  expectProblem(await call(), reason);
});

test('up to each limit it is taken', async () => {
  const full = batch(500);
  const { status, text } = await events(json, full.padEnd(768 * 1024));
  expect([status, JSON.parse(text)]).toMatchObject([202, { accepted: 500, rejected: [] }]);
  const inflated = await events(gzip, gzipSync(full.padEnd(8 * 1024 * 1024)));
  expect(JSON.parse(inflated.text).accepted).toBe(500);
  for (const type of [
    'Application/JSON; charset="UTF-8"',
    'application/json; charset=utf8; v=1',
    'application/json;',
  ]) {
    const typed = await events({ 'content-type': type }, batch());
    expect(JSON.parse(typed.text).accepted).toBe(1);
  }
  const marked = await events(json, `\ufeff${batch()}`);
  expect(JSON.parse(marked.text).accepted).toBe(1);
});

test('while the store is away every route with a credential is unavailable, and health is not', async () => {
  started.fail((call) => (call.startsWith('DynamoDB') ? 'cut' : undefined));
  const consent = `${started.url}/v1/consent`;
  const headers = { ...installation.headers(), ...json };
  expectProblem(await events(json, batch()), 'unavailable');
  expectProblem(await send(`${consent}/${installation.id}`, 'GET', headers), 'unavailable');
  expect((await send(`${started.url}/v1/health`, 'GET')).status).toBe(200);
  started.fail(() => undefined);
});

test("more than the gateway takes, or a function that dies, gets the gateway's own words", async () => {
  const { status, text } = await events(json, Buffer.alloc(10 * 1024 * 1024 + 1, ' '));
  expect([status, Object.keys(JSON.parse(text))]).toEqual([413, ['message']]);
  const [ingest] = started.template
    .ofType('AWS::Lambda::Function')
    .filter(({ id }) => id.startsWith('Ingest'));
  started.fail((call) => {
    if (call === 'Firehose.PutRecord') void started.functions.kill(ingest?.id);
    return undefined;
  });
  const died = await events(json, batch());
  expect([died.status, Object.keys(JSON.parse(died.text))]).toEqual([500, ['message']]);
  started.fail(() => undefined);
  expect((await events(json, batch())).status).toBe(202);
});
