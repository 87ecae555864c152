import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { whenReadAt } from '../../shared/api/examples.ts';
import type { Caller, Route } from '../../shared/api/route.ts';
import { routes } from '../../shared/api/routes.ts';
import type { RequestReason } from '../../shared/reasons.ts';
import { expectDescribed } from '../openapi/schemas.ts';
import { expectProblem, send } from './answers.ts';
import { refreshed } from './lake.ts';
import { addOrganization, addProduct, admin, Installation, localForFile } from './local.ts';

const started = localForFile({ schedules: false });
const all: [string, Route][] = Object.entries(routes);
/** As long as the real ones, and nobody's. */
const guessed = randomBytes(32).toString('base64url');
const basic = `Basic ${Buffer.from('me:secret').toString('base64')}`;

/** Who is called about, each with an export or an erasure of its own under way. */
let kept: Installation;
let gone: Installation;
let keys: Record<'good' | 'revoked' | 'other', string>;
let tokens: Record<'good' | 'replaced' | 'other', string>;
/** What the paths name. */
const ids: Record<string, string> = { organization_id: 'contoso' };

beforeAll(async () => {
  const good = await addProduct(started, 'guarded');
  const { write_key: revoked } = await admin(started, 'key add', { product: 'guarded', test: false });
  await admin(started, 'key revoke', { write_key: revoked });
  keys = { good, revoked, other: await addProduct(started, 'elsewhere') };
  const replaced = await addOrganization(started, 'contoso');
  const { token } = await admin(started, 'organization add', { organization_id: 'contoso', renew: true });
  tokens = { good: token, replaced, other: await addOrganization(started, 'fabrikam') };

  [kept, gone] = [new Installation(started, good), new Installation(started, good)];
  for (const each of [kept, gone]) await each.decide('granted', ['usage']);
  const start = async (path: string, of: Installation) =>
    (await of.call('POST', path, { installation_id: of.id })).json;
  ids.installation_id = kept.id;
  ids.export_id = (await start('/v1/exports', kept)).export_id;
  ids.erasure_id = (await start('/v1/erasures', gone)).erasure_id;
  // What an organization's administrator reads is made by the lake's function.
  await refreshed(started, 'late', 'statement');
});

type Headers = { authorization?: string; 'x-installation-secret'?: string };
const ownerOf = (route: string) => (route.includes('{erasure_id}') ? gone : kept);
const bearer = (credential: string) => ({ authorization: `Bearer ${credential}` });
const withSecret = (credential: string, secret: string) => ({
  ...bearer(credential),
  'x-installation-secret': secret,
});

/** Calls a route about who is called about, with the body of an example: of an organization's the last, which opts in. */
async function call(name: string, route: Route, headers: Headers) {
  const [method = '', template = ''] = name.split(' ');
  const path = template.replace(/\{(.+)\}/, (_, parameter) => ids[parameter] as string);
  const examples = Object.values(route.examples(whenReadAt(new Date())));
  const example = examples.at(route.by === 'organization' ? -1 : 0);
  const about = { ...example?.request, ...(route.by !== 'organization' && { installation_id: kept.id }) };
  const body = route.body ? JSON.stringify(about) : '';
  const answer = await send(
    started.url + path,
    method,
    { 'content-type': 'application/json', ...headers },
    body,
  );
  const { type } = answer;
  expectDescribed(method, path, { ...answer, json: /json/.test(type) ? JSON.parse(answer.text) : undefined });
  return answer;
}

/** Bad credentials of each kind of caller, and what each is refused for. */
const bad: Record<Exclude<Caller, 'anyone'>, (route: string) => [string, Headers, RequestReason][]> = {
  installation: (route) => {
    const { secret } = ownerOf(route);
    const stranger = new Installation(started, keys.good).secret;
    const elsewhere: [string, Headers, RequestReason][] = route.startsWith('GET')
      ? [
          ["another product's key", withSecret(keys.other, secret), 'not_found'],
          ["another product's key, another secret", withSecret(keys.other, stranger), 'not_found'],
        ]
      : [];
    return [
      ['nothing', {}, 'credential_missing'],
      ['no key', { 'x-installation-secret': secret }, 'credential_missing'],
      ['no secret', bearer(keys.good), 'credential_missing'],
      ['a key of another scheme', { ...withSecret('', secret), authorization: basic }, 'credential_missing'],
      ['a key without a product', withSecret('x', secret), 'credential_unknown'],
      ['a secret that is none', withSecret(keys.good, 'too-short'), 'credential_missing'],
      ['a key of no product', withSecret(`nobody.${guessed}`, secret), 'credential_unknown'],
      ['a guessed key', withSecret(`guarded.${guessed}`, secret), 'credential_unknown'],
      ['a guessed secret', withSecret(keys.good, guessed), 'secret_mismatch'],
      ['a revoked key', withSecret(keys.revoked, secret), 'credential_unknown'],
      ["another installation's secret", withSecret(keys.good, stranger), 'secret_mismatch'],
      ["an organization's token", withSecret(tokens.good, secret), 'credential_unknown'],
      ...elsewhere,
    ];
  },
  newcomer: (route) => bad.installation(route),
  organization: () => [
    ['nothing', {}, 'credential_missing'],
    ['a token of another scheme', { authorization: basic }, 'credential_missing'],
    ['a token without an organization', bearer('x'), 'credential_unknown'],
    ['a guessed token', bearer(`contoso.${guessed}`), 'credential_unknown'],
    ['a token that was replaced', bearer(tokens.replaced), 'credential_unknown'],
    ["another organization's token", bearer(tokens.other), 'credential_unknown'],
    [
      "another's behind this one's name",
      bearer(`contoso.${tokens.other.split('.')[1]}`),
      'credential_unknown',
    ],
    ['a write key', withSecret(keys.good, kept.secret), 'credential_unknown'],
  ],
};

test.each(all)(
  '%s refuses whoever may not call it, and whoever shows nothing or the wrong thing',
  async (name, route) => {
    if (route.by === 'anyone') return expect((await call(name, route, {})).status).toBe(200);
    for (const [what, headers, reason] of bad[route.by](name)) {
      const answer = await call(name, route, headers);
      expect([what, JSON.parse(answer.text).reason]).toEqual([what, reason]);
      expectProblem(answer, reason);
    }
  },
);

test.each(all)('%s takes whoever may call it', async (name, route) => {
  const headers =
    route.by === 'organization' ? bearer(tokens.good) : withSecret(keys.good, ownerOf(name).secret);
  expect((await call(name, route, headers)).status).toBe(route.reply.status);
});

test('an organization that opted out in writing, and has no token yet, knows no token', async () => {
  const withdrawn = { organization_id: 'northwind' };
  await admin(started, 'withdraw', withdrawn);
  ids.organization_id = withdrawn.organization_id;
  for (const name of Object.keys(routes).filter((name) => name.includes('{organization_id}'))) {
    const route: Route = routes[name as keyof typeof routes];
    const answer = await call(name, route, bearer(`northwind.${guessed}`));
    expectProblem(answer, 'credential_unknown');
    expect(answer.status).toBe(401);
  }
});
