import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { type Answered, send } from './answers.ts';
import { query, refreshed, scan } from './lake.ts';
import { addProduct, event, Installation, localForFile } from './local.ts';

const started = localForFile();
/** What must be nowhere, each with the part by which it would be found. */
const markers: Record<string, string> = {
  '203.0.113.77': '203.0.113.77',
  '[2001:db8:85a3::8a2e:370:7334]:443': '8a2e:370:7334',
  '::ffff:198.51.100.23': '198.51.100.23',
  'jane.marker+test@example.org': 'jane.marker',
  '00:1b:44:11:3a:b7': '44:11:3a:b7',
  'C:\\Users\\Marker Jane\\notes.txt': 'Marker Jane',
  '/home/markerjane/notes.txt': 'markerjane',
};
const all = Object.keys(markers).join(' and ');
const licenseKey = 'MARKR-LICEN-SEKEY-20260';
const harmless = 'harmlessmarker';

let installation: Installation;
let secrets: string[];
const replies: string[] = [];

const inHeaders = Object.fromEntries(
  ['x-forwarded-for', 'forwarded', 'x-real-ip', 'true-client-ip', 'cf-connecting-ip', 'via', 'user-agent']
    .concat(['referer', 'origin', 'cookie', 'from', 'accept-language', 'accept', 'x-amzn-trace-id', 'x-any'])
    .map((name) => [name, all]),
);
async function call(method: string, path: string, body: unknown, headers: object = {}): Promise<Answered> {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const sent = { 'content-type': 'application/json', ...installation.headers(), ...inHeaders, ...headers };
  const answer = await send(started.url + path, method, sent, bytes);
  replies.push(JSON.stringify(answer));
  return answer;
}
const post = (events: object[], more: object = {}, headers?: object) =>
  call('POST', '/v1/events', installation.batch(events, more), headers);
const decide = (more: object, headers?: object) => {
  const decision = {
    installation_id: installation.id,
    decision: 'granted',
    notice_version: 1,
    decided_by: 'user',
  };
  const purposes = ['usage', 'environment', 'licensing'];
  return call(
    'PUT',
    '/v1/consent',
    { ...decision, purposes, decided_at: new Date().toISOString(), ...more },
    headers,
  );
};
const statuses: number[] = [];

beforeAll(async () => {
  const writeKey = await addProduct(started, 'privacy');
  installation = new Installation(started, writeKey);
  secrets = [installation.secret, writeKey.split('.')[1] as string, licenseKey];
  const inValues = { os_name: all, gpu_name: all, device_type: all, product_edition: all };
  const license = { license_key: licenseKey, license_type: 'subscription', outcome: 'success' };
  const asked: (() => Promise<Answered>)[] = [
    () => decide({ organization_id: `${harmless}-organization` }),
    () => decide({ [all]: all }),
    () => decide({ organization_id: all }),
    () => decide({ notice_language: all }),
    () => call('PUT', `/v1/consent?${encodeURIComponent(all)}`, `{"${all}`),
    () => call('GET', `/v1/consent/${encodeURIComponent(all)}`, ''),
    () => call('GET', `/${encodeURIComponent(all)}`, ''),
    () =>
      post([event({ properties: { feature: `${harmless} ${all}` }, user_role: all })], { context: inValues }),
    ...Object.keys(markers).map((each) => () => post([event({ properties: { feature: each } })])),
    () => post([event({ event_name: 'license_checked', properties: license })]),
    () =>
      post([
        event({ event_name: all }),
        event({ event_id: all }),
        event({ user_id: all }),
        event({ [all]: all }),
      ]),
    () => post([event({ properties: { [all]: all } }), event({ event_name: harmless, properties: license })]),
    () =>
      post([event({ properties: { feature: all.padEnd(40_000, all) } }), { all }, all as unknown as object]),
    () => post([], { context: { [all]: all } }),
    () => post([], { sent_at: all, installation_id: all }),
    () => post([event()], {}, { 'content-type': `application/json; name="${all}"` }),
    () => post([event()], {}, { authorization: `Bearer ${all}` }),
    () => post([event()], {}, { 'x-installation-secret': all }),
    () => call('POST', '/v1/events', `{"${all}`),
    () => call('POST', '/v1/events', all.repeat(5000)),
    () => call('POST', '/v1/events', gzipSync(all.repeat(50_000)), { 'content-type': 'application/gzip' }),
    () => call('POST', '/v1/events', all.repeat(60_000)),
  ];
  for (const ask of asked) statuses.push((await ask()).status);
  const [ingest] = started.template
    .ofType('AWS::Lambda::Function')
    .filter(({ id }) => id.startsWith('Ingest'));
  const event_ = event({ properties: { feature: all } });
  for (const service of ['DynamoDB', 'Firehose']) {
    started.fail((name) => (name.startsWith(service) ? 'cut' : undefined));
    statuses.push((await post([event_])).status, (await decide({})).status);
  }
  started.fail((name) => void (name.startsWith('Firehose') && started.functions.kill(ingest?.id)));
  statuses.push((await post([event_])).status);
  started.fail(() => undefined);
  await refreshed(started);
});

/** The files under the data folder that hold a text, their gzip undone. */
const filesWith = (text: string) =>
  globSync(join(started.data, '**', '*'), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).includes(text);
    });

const forbidden = () => [...Object.values(markers), ...secrets];
const found = (text: string) => forbidden().filter((marker) => text.includes(marker));

test('what was asked above is of every kind: taken, refused, too large and failed', () => {
  expect(new Set(statuses)).toEqual(new Set([200, 202, 400, 401, 404, 413, 415, 500, 503]));
});

test('no address, secret or key is in any file', () => {
  expect(filesWith(harmless).some((file) => file.endsWith('.json.gz'))).toBe(true);
  expect(filesWith('"level":"error"').every((file) => file.endsWith('.log'))).toBe(true);
  expect(filesWith('"level":"error"').length).toBeGreaterThan(1);
  for (const marker of forbidden()) expect(filesWith(marker), marker).toEqual([]);
});

test('no address, secret or key is in the events', async () => {
  const rows = await query(started, `SELECT * FROM events WHERE product = 'privacy'`);
  const text = JSON.stringify(rows).replaceAll('\\\\', '\\');
  expect(text).toContain(harmless);
  expect(found(text)).toEqual([]);
});

test('no address, secret, key or installation is in the store', async () => {
  const text = JSON.stringify(await scan(started));
  expect(text).toContain(harmless);
  expect(found(text)).toEqual([]);
  expect(text).not.toContain(installation.id);
});

test('no address, secret or key is in a reply, and no event is in a log', () => {
  const text = replies.join('\n');
  expect(text).toContain(installation.id);
  expect(found(text)).toEqual([]);
  expect(text).not.toContain(harmless);
  for (const said of [installation.id, harmless, 'feature_used']) {
    expect(filesWith(said).filter((file) => file.includes('/logs/'))).toEqual([]);
  }
});
