import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { deployment } from '../operator/deployment.ts';
import { Checkout } from '../test/checkout.ts';
import { Installation as Caller, event, eventually } from '../test/e2e/local.ts';
import { answerExport, codes, contents, landed, rows, stackStatus } from './deploy-account.ts';
import { ask, questions } from './deploy-alarms.ts';
import { cdk } from './deploy-cdk.ts';
import { allowed, type Person, person } from './deploy-people.ts';
import { forget, permissionsOf } from './deploy-permissions.ts';

const nothing = { buckets: [], functions: [], roles: [], secrets: [], tables: [] };
const checkout = new Checkout();
afterAll(() => checkout.remove());

/** Runs cdk in the checkout; shows what it said when it does not end as it should. */
async function run(words: string, good = true): Promise<void> {
  const { code, said } = await cdk(checkout.folder, ...words.split(' '));
  expect(code === 0, said.slice(-4000)).toBe(good);
}

let url: string;
/** Deploys, and finds the API: by a path, since its own name leads nowhere here. */
async function deploy(): Promise<void> {
  await run('deploy --require-approval never');
  const { outputs } = await deployment({ stack: 'assent', data: '' });
  const [, api] = /^https:\/\/(\w+)\./.exec(outputs.ApiUrl as string) ?? [];
  url = `${process.env.AWS_ENDPOINT_URL}/_aws/execute-api/${api}/$default`;
}

/** The command line, as a person would use it; returns the object it prints. */
function admin(...args: string[]): Record<string, string> {
  const file = join(import.meta.dirname, '..', 'cli', 'admin.ts');
  const out = execFileSync(process.execPath, [file, ...args, '--stack', 'assent', '--json']);
  return JSON.parse(out.toString());
}

const purposes = ['usage', 'licensing'];
async function consented(key: string): Promise<Caller> {
  const installation = new Caller({ url }, key);
  expect(await installation.decide('granted', purposes)).toMatchObject({ status: 200 });
  return installation;
}
const activated = () =>
  event({
    event_name: 'license_activated',
    properties: { license_key: 'AAAA-BBBB', license_type: 'named_user', outcome: 'success' },
  });
const health = async () => (await fetch(`${url}/v1/health`)).json();

const origin = 'https://app.example.com';
test('an account is bootstrapped', async () => {
  checkout.edit('test/pinned/settings.ts', 'corsOrigins: []', `corsOrigins: ['${origin}']`);
  await run('bootstrap');
  // Its own roles are named cdk-…, and are no business of ours.
  expect(await contents()).toEqual(nothing);
});

test('a stack to try out leaves nothing behind when it is destroyed', async () => {
  checkout.edit('test/pinned/settings.ts', 'tryOut: false', 'tryOut: true');
  await deploy();
  const installation = await consented(admin('product', 'add', 'tried').write_key as string);
  expect((await installation.post([activated()])).json).toMatchObject({ accepted: 1 });
  expect(await rows()).not.toHaveLength(0);
  await run('destroy --force');
  expect(await contents()).toEqual(nothing);
  checkout.edit('test/pinned/settings.ts', 'tryOut: true', 'tryOut: false');
});

test('the stack deploys as it stands, and then there is nothing more to deploy', async () => {
  await deploy();
  expect(await stackStatus()).toBe('CREATE_COMPLETE');
  await run('diff --fail');
});

/** What a browser asks before a page of that origin may post events. */
const preflight = (from: string) =>
  fetch(`${url}/v1/events`, {
    method: 'OPTIONS',
    headers: {
      origin: from,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,x-installation-secret',
    },
  });
test('a browser may post from an origin of the settings, and from no other', async () => {
  const { status, headers } = await preflight(origin);
  const allowed = (what: string) => headers.get(`access-control-allow-${what}`);
  expect([status, allowed('origin'), allowed('methods'), allowed('headers')]).toEqual([
    204,
    origin,
    'GET,POST,PUT',
    'authorization,content-type,x-installation-secret',
  ]);
  const refused = await preflight('https://elsewhere.example');
  expect(refused.headers.get('access-control-allow-origin')).toBeNull();
  // The route answers it, as on AWS: what is no path of that goes on to `$default`.
  expect((await fetch(`${url}/`, { method: 'OPTIONS', headers: { origin } })).status).toBe(404);
  const read = await fetch(`${url}/v1/health`, { headers: { origin } });
  expect(read.headers.get('access-control-allow-origin')).toBe(origin);
  expect(read.headers.get('access-control-expose-headers')).toBe('retry-after');
});

let key: string;
let kept: Caller;
test('events that were consented to are accepted, plain and gzipped', async () => {
  key = admin('product', 'add', 'driven').write_key as string;
  kept = await consented(key);
  const all = { accepted: 2, rejected: [], consent: { status: 'granted', purposes } };
  expect(await kept.post([event(), activated()])).toMatchObject({ status: 202, json: all });
  expect(await kept.postGzipped([event(), activated()])).toMatchObject({ status: 202, json: all });
});

test('what is not in the catalog, or was not consented to, is rejected; a bad key and a bad body are refused', async () => {
  const { json } = await kept.post([
    event({ event_name: 'no_such_event' }),
    event({ event_name: 'device_reported', properties: { device: 'printer', count: 1 } }),
    event(),
  ]);
  expect(json).toMatchObject({
    accepted: 1,
    rejected: [{ reason: 'event_unknown' }, { reason: 'purpose_not_granted' }],
  });
  expect((await new Caller({ url }, key).post([event()])).json.rejected).toMatchObject([
    { reason: 'consent_missing' },
  ]);
  expect(await new Caller({ url }, 'driven.guessed').post([event()])).toMatchObject({ status: 401 });
  expect(await kept.call('POST', '/v1/events', '{')).toMatchObject({ status: 400 });
  expect(await kept.call('GET', '/v1/nowhere')).toMatchObject({ status: 404 });
});

test('after a withdrawal nothing more is taken', async () => {
  const installation = await consented(key);
  expect((await installation.post([event()])).json).toMatchObject({ accepted: 1 });
  expect(await installation.decide('withdrawn', [])).toMatchObject({ status: 200 });
  const { json } = await installation.post([event()]);
  expect(json).toMatchObject({ accepted: 0, rejected: [{ reason: 'consent_withdrawn' }] });
});

test('an administrator opts an organization out, with the next request', async () => {
  const installation = await consented(key);
  const of = { organization_id: 'contoso' };
  expect((await installation.post([event()], of)).json).toMatchObject({ accepted: 1 });
  const { token } = admin('organization', 'add', 'contoso');
  const policy = { allowed_purposes: [], decided_at: new Date().toISOString() };
  const path = '/v1/organizations/contoso/consent';
  const authorization = `Bearer ${token}`;
  expect(await installation.call('PUT', path, policy, { authorization })).toMatchObject({ status: 200 });
  expect((await installation.post([event()], of)).json.rejected).toMatchObject([
    { reason: 'organization_opted_out' },
  ]);
});

test('a revoked key is refused within ten seconds', async () => {
  const { write_key = '' } = admin('key', 'add', '--product', 'driven');
  const installation = await consented(write_key);
  expect(await installation.post([event()])).toMatchObject({ status: 202 });
  admin('key', 'revoke', write_key);
  await eventually(async () => (await installation.post([event()])).status === 401);
});

test('every gzip member in the bucket can be read, and holds the rows that were accepted and no other', async () => {
  const objects = await landed();
  for (const object of objects)
    expect(object.key).toMatch(/^landing\/hour=\d{4}-\d\d-\d\d-\d\d\/[^/]+\.json\.gz$/);
  const sent = (await rows()).filter(({ event_name }) => event_name !== 'consent_decided');
  // Two and two, one beside two that were rejected, and at least one of each of three installations.
  expect(sent.filter(({ installation_id }) => installation_id === kept.id)).toHaveLength(5);
  expect(new Set(sent.map(({ installation_id }) => installation_id)).size).toBe(4);
  const licensed = sent.filter(({ event_name }) => event_name === 'license_activated');
  expect(licensed).toHaveLength(2);
  for (const row of licensed) expect(row.license_id).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(sent)).not.toMatch(/AAAA|no_such_event/);
});

/** Where no proof can be made, what it would prove stands: here that is as much a failure as a 503. */
const proven = (status: number, { proof }: { proof?: string } = {}) => (proof ? status : 503);

/** What each function is for, as requests whose status is told: with all that it may do, none is a 503. */
const uses: Record<string, () => Promise<number[]>> = {
  ingest: async () => {
    await forget('ingest');
    return [(await kept.post([event(), activated()])).status];
  },
  consent: async () => {
    await forget('consent');
    const other = new Caller({ url }, key);
    const { status, json } = await other.decide('granted', purposes);
    return [proven(status, json)];
  },
  rights: async () => {
    await forget('rights');
    const person = await consented(key);
    const asked = { installation_id: person.id };
    const started = await person.call('POST', '/v1/exports', asked);
    if (started.status === 503) return [503];
    await answerExport(started.json.export_id, { product: 'driven', ...asked });
    const read = await person.call('GET', `/v1/exports/${started.json.export_id}`);
    const erased = await person.call('POST', '/v1/erasures', asked);
    return [proven(read.status, read.json.consent_history?.[0]), erased.status];
  },
};

test.each(Object.keys(uses))('%s may do nothing that it does not need', async (name) => {
  const works = async () => !(await uses[name]?.())?.includes(503);
  const { all, allowOnly } = await permissionsOf(name[0]?.toUpperCase() + name.slice(1));
  // Lambda writes the log in the function's name; nothing does here.
  const tried = all.filter(({ action }) => !action.startsWith('logs:'));
  expect(tried.length).toBeGreaterThan(1);
  expect(await works()).toBe(true);
  for (const one of tried) {
    await allowOnly(all.filter((other) => other !== one));
    expect(await works(), `without ${one.action} on ${one.resource}`).toBe(false);
  }
  await allowOnly(all);
  expect(await works()).toBe(true);
});

test('an analyst reads tables and no more; an operator calls the two functions and no more', async () => {
  const analyst = await person('AnalystPolicy');
  const operator = await person('OperatorPolicy');
  const keys = [
    'tables/events/data/x',
    'tables/erasures/data/x',
    'landing/x',
    'results/reports/x',
    'exports/x',
  ];
  const readable = (who: Person) => allowed(keys, (key) => who.read(key));
  const writable = (who: Person) => allowed(keys, (key) => who.write(key));
  expect(await readable(analyst)).toEqual(['tables/events/data/x', 'results/reports/x']);
  expect(await writable(analyst)).toEqual(['results/reports/x']);
  expect(await readable(await person('LandingPolicy'))).toEqual(['landing/x']);
  expect([await readable(operator), await writable(operator)]).toEqual([[], []]);
  // What `verify` lays, and nothing beside it.
  const verified = [
    'landing/hour=2026-11-28-10/assent-verify-1.json.gz',
    'landing/hour=2026-11-28-10/x.json.gz',
  ];
  for (const act of ['write', 'remove'] as const)
    expect(await allowed(verified, (key) => operator[act](key))).toEqual(verified.slice(0, 1));
  const functions = ['AdminFunction', 'LakeFunction'];
  expect(await allowed(functions, (name) => analyst.invoke(name))).toEqual([]);
  expect(await allowed(functions, (name) => operator.invoke(name))).toEqual(functions);
});

test.each(questions)('who is woken by an alarm can ask: %s', (question) => {
  expect(ask(question)).toBeTypeOf('string');
});
test('the page on alarms asks of logs, limits and rules', () => {
  expect(questions.length).toBeGreaterThan(5);
});

const ok = "status: 'ok' }";
test('a changed stack is deployed over it: what changed is updated, and no data are lost', async () => {
  const [before, there, stored] = [await codes(), await contents(), await rows()];
  checkout.edit('functions/public/handler.ts', ok, "status: 'ok', deployed: 2 }");
  checkout.edit('test/pinned/settings.ts', 'next: undefined', 'next: { after_seconds: 60, drop: [] }');
  await deploy();
  expect(await stackStatus()).toBe('UPDATE_COMPLETE');
  expect(await health()).toEqual({ status: 'ok', deployed: 2 });
  // A setting is no code: of all functions one has a new one.
  const after = await codes();
  expect(Object.keys(after).filter((name) => after[name] !== before[name])).toEqual(['public']);
  expect(await contents()).toEqual(there);
  expect(await rows()).toHaveLength(stored.length);
  expect((await kept.post([event()])).json).toMatchObject({
    accepted: 1,
    next: { after_seconds: 60, drop: [] },
  });
});

test('a deployment that fails is rolled back, and the old one serves', async () => {
  const before = await codes();
  checkout.edit('functions/public/handler.ts', 'deployed: 2', 'deployed: 3');
  checkout.edit(
    'infra/stack.ts',
    "    output('ApiUrl'",
    `    const twice = new CfnResource(this, 'Twice', {
      type: 'AWS::Athena::WorkGroup',
      properties: { Name: groups.reports.name },
    });
    twice.node.addDependency(served.public, groups.reports);
    output('ApiUrl'`,
  );
  checkout.edit('infra/stack.ts', 'CfnOutput, Stack,', 'CfnOutput, CfnResource, Stack,');
  await run('deploy --require-approval never', false);
  expect(await stackStatus()).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(await codes()).toEqual(before);
  expect(await health()).toEqual({ status: 'ok', deployed: 2 });
  expect((await kept.post([event()])).json).toMatchObject({ accepted: 1 });
});

test('destroyed, the stack leaves its data and its secrets, and nothing else', async () => {
  const { tables, buckets, secrets } = await contents();
  const stored = await rows();
  await run('destroy --force');
  expect(await contents()).toEqual({ ...nothing, tables, buckets, secrets });
  expect([tables, buckets, secrets].map((names) => names?.length)).toEqual([1, 1, 2]);
  expect(await rows()).toHaveLength(stored.length);
});
