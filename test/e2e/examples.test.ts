import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { isUuid } from '../../shared/catalog/validate.ts';
import { limits } from '../../shared/limits.ts';
import { eventReasons, type RequestReason, requestReasons } from '../../shared/reasons.ts';
import { accepted, type Refused, rejected, requests, tolerated } from '../examples/examples.ts';
import { described, expectDescribed } from '../openapi/schemas.ts';
import { expectProblem, send } from './answers.ts';
import { addOrganization, addProduct, Installation, localForFile } from './local.ts';

const started = localForFile({ schedules: false });
let key: string;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  key = await addProduct(started, 'examples');
  for (const organization_id of ['contoso', 'northwind', 'tailspin']) {
    tokens[organization_id] = await addOrganization(started, organization_id);
  }
});

/** What was said with each reason to refuse a request. */
const said: { reason: string; detail: string }[] = [];

/** Calls a route; what is answered must be as the API's description says. */
async function call(called: string, headers: Record<string, string>, body?: unknown) {
  const [method = '', path = ''] = called.split(' ');
  const json = body === undefined ? '' : JSON.stringify(body);
  const sent = headers['content-type'] === 'application/gzip' ? gzipSync(json) : json;
  const answer = await send(
    started.url + path,
    method,
    { 'content-type': 'application/json', ...headers },
    sent,
  );
  const reply = JSON.parse(answer.text);
  expectDescribed(method, path, { ...answer, json: reply });
  if (reply.reason) said.push(reply);
  return answer;
}
const allow = (organization_id: string, allowed_purposes: readonly string[]) =>
  call(
    `PUT /v1/organizations/${organization_id}/consent`,
    { authorization: `Bearer ${tokens[organization_id]}` },
    { allowed_purposes, decided_at: new Date().toISOString() },
  );
const everything = ['usage', 'persons', 'environment', 'licensing', 'diagnostics'];
/** The body as another installation's, so that no example stands in another's way. */
const of = (installation: Installation, body: unknown) =>
  isUuid((body as { installation_id?: unknown } | null)?.installation_id)
    ? { ...(body as object), installation_id: installation.id }
    : body;

test.each(accepted)('$name is accepted with all its events, plain and gzipped', async ({ body }) => {
  const installation = new Installation(started, key);
  await installation.decide('granted', everything);
  for (const type of ['application/json', 'application/gzip']) {
    const headers = { ...installation.headers(), 'content-type': type };
    const { status, text } = await call('POST /v1/events', headers, of(installation, body));
    expect([status, JSON.parse(text)]).toMatchObject([202, { accepted: body.events.length, rejected: [] }]);
  }
});

test.each(tolerated)('$name is taken without what can not be', async ({ body, ignored, consent }) => {
  const installation = new Installation(started, key);
  await installation.decide('granted', consent?.purposes ?? everything);
  const { status, text } = await call('POST /v1/events', installation.headers(), of(installation, body));
  expect([status, JSON.parse(text)]).toMatchObject([
    202,
    { accepted: body.events.length, ignored, rejected: [] },
  ]);
});

const reasonsOf = (text: string) => JSON.parse(text).rejected.map(({ reason }: { reason: string }) => reason);

// Erasures are a matter of their own.
test.each(rejected.filter(({ erased }) => !erased))(
  '$name is rejected: $reason',
  async (example: Refused) => {
    const { reason, body, consent, allowed_purposes } = example;
    const installation = new Installation(started, key);
    if (consent !== null)
      await installation.decide(consent?.decision ?? 'granted', consent?.purposes ?? everything);
    const { organization_id } = (body ?? {}) as { organization_id?: string };
    if (allowed_purposes) expect((await allow(organization_id as string, allowed_purposes)).status).toBe(200);

    const answer = await call('POST /v1/events', installation.headers(), of(installation, body));
    if (reason in requestReasons) {
      expectProblem(answer, reason as RequestReason);
      return;
    }
    expect(answer.status).toBe(202);
    const { events } = body as { events: unknown[] };
    expect(JSON.parse(answer.text).accepted).toBe(0);
    expect(reasonsOf(answer.text)).toEqual(events.map(() => reason));
  },
);

test.each(requests)('$name is refused: $reason', async ({ reason, request, headers, failing, body }) => {
  const installation = new Installation(started, key);
  await installation.decide('granted', everything);
  const organization = request.includes('/organizations/');
  const all = {
    ...installation.headers(),
    ...(organization && { authorization: `Bearer ${tokens.contoso}` }),
    ...headers,
  };
  const some = Object.entries(all).filter((header): header is [string, string] => header[1] !== null);
  started.fail((call) => (failing && call.startsWith(failing) ? 'cut' : undefined));
  const answer = await call(request, Object.fromEntries(some), of(installation, body));
  started.fail(() => undefined);
  expectProblem(answer, reason);
});

test('every reason has an example', () => {
  // It comes with erasures.
  const { installation_erased, ...others } = requestReasons;
  const shown = [...rejected, ...requests].map(({ reason }) => reason);
  expect(shown).toEqual(expect.arrayContaining([...Object.keys(others), ...Object.keys(eventReasons)]));
});

test('the words that the description gives for a reason are among those', () => {
  const text = JSON.stringify(described);
  const isDescribed = (detail: string) => text.includes(`"detail":${JSON.stringify(detail)}`);
  const words = said.filter(({ detail }) => isDescribed(detail)).map(({ reason }) => reason);
  expect(new Set(words)).toEqual(new Set(said.map(({ reason }) => reason)));
});

test('rows that pack to more than one record are refused whole, and taken in two halves', async () => {
  const installation = new Installation(started, key);
  await installation.decide('granted', everything);
  let seed = 1;
  // Four characters of four bytes each: small on the wire, since the context is sent once, and large as rows.
  const noise = () =>
    Array.from({ length: limits.stringLength }, () => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      return String.fromCodePoint(0x20000 + ((seed >> 16) % 4));
    }).join('');
  const context = { product_edition: noise(), os_name: noise(), gpu_name: noise(), device_type: noise() };
  const events = accepted
    .find(({ name }) => name === '500-events')
    ?.body.events.map((event) => ({
      ...event,
      user_role: noise(),
      properties: { feature: noise() },
    })) as object[];
  const post = (some: object[]) => installation.postGzipped(some, { context });
  const { status, json } = await post(events);
  expect([status, json.reason]).toEqual([413, 'body_too_large']);
  for (const half of [events.slice(0, 250), events.slice(250)]) {
    expect((await post(half)).json).toMatchObject({ accepted: 250, rejected: [] });
  }
});

test("an organization's name that is too long for any is just not known", async () => {
  const long = 'a'.repeat(3000);
  const answer = await call(`GET /v1/organizations/${long}/consent`, { authorization: `Bearer ${long}.x` });
  expectProblem(answer, 'credential_unknown');
});
