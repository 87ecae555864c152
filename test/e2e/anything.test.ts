import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { expectDescribed } from '../openapi/schemas.ts';
import { expectProblem, send } from './answers.ts';
import { addProduct, event, Installation, localForFile } from './local.ts';

const started = localForFile({ schedules: false });
let installation: Installation;
beforeAll(async () => {
  installation = new Installation(started, await addProduct(started, 'anything'));
  await installation.decide('granted', ['usage']);
});

/** What HTTP lets stand in a header's value. */
const value = fc.string({
  unit: fc
    .integer({ min: 32, max: 255 })
    .filter((code) => code !== 127)
    .map((code) => String.fromCharCode(code)),
});
const name = fc.constantFrom('authorization', 'x-installation-secret', 'accept', 'x-forwarded-for', 'cookie');

const any = fc.jsonValue();

/** Good bodies with any JSON in some place of them, or in none. */
const places = fc.constantFrom('installation_id', 'context', 'events', 'sent_at', 'decision', 'purposes');
const place = fc.oneof(fc.constant(''), places);
const batch = fc.tuple(any, any, place).map(([one, other, where]) => ({
  ...installation.batch([event(), one as object, event({ properties: other })]),
  ...(where && { [where]: other }),
}));
const decision = fc.tuple(any, place).map(([one, where]) => ({
  installation_id: installation.id,
  decision: 'granted',
  purposes: ['usage'],
  notice_version: 1,
  decided_by: 'user',
  decided_at: new Date().toISOString(),
  ...(where && { [where]: one }),
}));
const bytes = fc.oneof(
  { arbitrary: fc.oneof(batch, decision, any).map((body) => Buffer.from(JSON.stringify(body))), weight: 4 },
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 300 }),
);
/** A body with its type: mostly the two that are taken, sometimes crossed, sometimes any. */
const body = fc.oneof(
  { arbitrary: bytes.map((some) => ['application/json', some] as const), weight: 3 },
  { arbitrary: bytes.map((some) => ['application/gzip', gzipSync(some)] as const), weight: 3 },
  fc.tuple(fc.oneof(fc.constant('application/gzip'), value), bytes),
);

test('whatever bytes, types and headers arrive, the answer is one that is described', async () => {
  const statuses = new Set<number>();
  const route = fc.constantFrom('POST /v1/events', 'PUT /v1/consent');
  const extra = fc.oneof({ arbitrary: fc.constant([]), weight: 3 }, fc.tuple(fc.tuple(name, value)));
  await fc.assert(
    fc.asyncProperty(route, extra, body, async (called, some, [type, bytes]) => {
      const [method = '', path] = called.split(' ');
      const headers = { ...installation.headers(), ...Object.fromEntries(some), 'content-type': type };
      const answer = await send(started.url + path, method, headers, bytes);
      expectDescribed(method, path as string, { ...answer, json: JSON.parse(answer.text) });
      statuses.add(answer.status);
    }),
    { numRuns: 400 },
  );
  // Nothing of that is a fault of ours, and some of it is good.
  expect(statuses).not.toContain(503);
  expect([...statuses]).toEqual(expect.arrayContaining([200, 202, 400, 401, 415]));
});

test('a path may hold anything', async () => {
  const path = fc.string({
    unit: fc.constantFrom('/', '%', '.', '?', '%2f', '%00', '%ff', '\\', 'v1', 'consent'),
  });
  await fc.assert(
    fc.asyncProperty(path, async (any) => {
      const answer = await send(`${started.url}/v1/consent/${any}`, 'GET', installation.headers());
      expectProblem(answer, 'not_found');
    }),
  );
});
