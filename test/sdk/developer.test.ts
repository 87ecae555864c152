import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { read } from '../../sdk/src/given.ts';
import { Assent, type Options } from '../../sdk/src/node.ts';
import { addProduct, localForFile } from '../e2e/local.ts';
import { network, patient } from './network.ts';

const started = localForFile({ schedules: false });
let between: Awaited<ReturnType<typeof network>>;
let writeKey: string;
let home: string;
const opened: Assent[] = [];
let printed: string;

beforeAll(async () => {
  between = await network(started.url);
  writeKey = await addProduct(started, 'told');
});
afterAll(() => between.stop());
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assent-sdk-'));
  between.seen.length = 0;
  between.do(() => 'passed');
  printed = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const each of opened.splice(0)) each.close();
  rmSync(home, { recursive: true, force: true });
});

function open(more: Partial<Options> = {}): Assent {
  const made = new Assent({
    url: between.url,
    writeKey,
    folder: join(home, 'telemetry'),
    context: { product_version: '1.0.0' },
    ...more,
  });
  opened.push(made);
  return made;
}

const url = 'https://telemetry.example.com';
const context = { product_version: '1.0.0' };

test.each([
  'telemetry.example.com',
  'localhost:8787',
  '//telemetry.example.com',
  'ftp://telemetry.example.com',
  'https://',
  '',
  undefined,
  null,
  `${url}/v1`,
  `${url}/v1/`,
  `${url}/telemetry/V1/events`,
  `${url}?product=1`,
  `${url}#top`,
  'https://me:secret@telemetry.example.com',
])('a URL that can not be right is an error at construction: %s', (wrong) => {
  expect(() => open({ url: wrong as string })).toThrow(/^url must /);
});

test.each(['', 'my-app', '.random', 'my-app.', 'My App.x', '../../etc.x', 'my-app.a b', undefined, null])(
  'a key that can not be right is an error at construction, which does not repeat it: %j',
  (wrong) => {
    expect(() => open({ writeKey: wrong as string })).toThrow(/^writeKey must be the key that/);
  },
);

test.each([
  [{ url: `${url}/` }, { url }, /url: .* is sent as/],
  [{ url: `${url}/telemetry/` }, { url: `${url}/telemetry` }, /url: /],
  [{ url: 'http://telemetry.example.com' }, { url: 'http://telemetry.example.com' }, /without https/],
  [{ writeKey: ' my-app.x\n' }, { writeKey: 'my-app.x', product: 'my-app' }, /writeKey: the space/],
  [{ organization_id: 'Acme Inc.' }, { organization_id: 'acme-inc' }, /organization_id: "Acme Inc."/],
  [{ organization_id: 'anna@example.com' }, { organization_id: undefined }, /is left out/],
  [
    { context: { product_version: ' 4.2.1 ', language: 'de_DE.UTF-8' } },
    { context: { product_version: '4.2.1', language: 'de-DE' } },
    /product_version: .*\n.*language: /,
  ],
  [{ context: { product_version: '1'.repeat(65) } }, { context: {} }, /product_version is missing/],
])('what is given in another form than is sent is told: %j', (given, sent, told) => {
  const { warnings, ...rest } = read({ url, writeKey: 'my-app.x', context, ...given } as Options);
  expect(rest).toMatchObject(sent);
  expect(warnings.join('\n')).toMatch(told);
});

test('what is right is told nothing', () => {
  for (const right of [url, 'http://127.0.0.1:8787', 'http://localhost:1', 'http://[::1]:8787'])
    expect(read({ url: right, writeKey: 'my-app.x', context, organization_id: 'contoso' }).warnings).toEqual(
      [],
    );
});

test('in debug mode every outcome is printed', async () => {
  const telemetry = open({ debug: true, organization_id: 'Acme Inc.' });
  telemetry.featureUsed('export_pdf');
  telemetry.consent.grant(['usage']);
  telemetry.track('not_declared' as never);
  telemetry.licenseChecked('ABCD-1234');
  telemetry.featureUsed('export_pdf', { count: 'many' as never });
  await telemetry.flush(patient);
  between.do(() => ({ status: 200, text: '<html>Log in</html>' }));
  telemetry.featureUsed('export_pdf');
  await telemetry.flush(patient);
  for (const line of [
    'organization_id: "Acme Inc." is sent as "acme-inc"',
    'feature_used is not queued: consent is none',
    'not_declared is not queued: it is not in the notice that was granted',
    'license_checked is not queued: its purpose is not granted',
    'PUT /v1/consent: 200 {"receipt_id"',
    'POST /v1/events: 202 {"accepted":0',
    'The service did not take 1 of 1 events: 202 event_invalid /properties/count must be',
    'POST /v1/events: 200 <html>Log in</html>',
    'Not the service, but something else answered: 200 text/html It is kept, and tried again after 20',
  ])
    expect(printed).toContain(line);
  expect(printed).not.toContain(writeKey);
  expect(printed).not.toContain(telemetry.consent.saved.identity?.secret);
});

test('without debug mode nothing is printed', async () => {
  const telemetry = open({ organization_id: 'Acme Inc.' });
  telemetry.consent.grant(['usage']);
  telemetry.featureUsed('export_pdf');
  between.do(() => 'lost');
  await telemetry.flush(patient);
  expect(printed).toBe('');
});

test('flush says whether anything still waits, and lastProblem why, also at the next start', async () => {
  const telemetry = open();
  expect([await telemetry.flush(patient), telemetry.lastProblem]).toEqual([true, undefined]);
  telemetry.consent.grant(['usage']);
  telemetry.featureUsed('export_pdf');
  expect([await telemetry.flush(patient), telemetry.lastProblem]).toEqual([true, undefined]);
  between.do(() => 'lost');
  telemetry.featureUsed('export_pdf');
  expect(await telemetry.flush(patient)).toBe(false);
  expect(telemetry.lastProblem).toBe('No reply came from the service.');
  telemetry.close();
  const next = open();
  expect([await next.flush(patient), next.lastProblem]).toEqual([false, 'No reply came from the service.']);
});

test('flush says that something waits where its time is over', async () => {
  const telemetry = open();
  telemetry.consent.grant(['usage']);
  await telemetry.flush(patient);
  between.do(() => new Promise((done) => setTimeout(() => done('passed'), 500)));
  telemetry.featureUsed('export_pdf');
  expect(await telemetry.flush({ timeout_ms: 20 })).toBe(false);
  expect(await telemetry.flush(patient)).toBe(true);
});

test('a key that the service does not know is told', async () => {
  const telemetry = open({ writeKey: 'told.unknown' });
  telemetry.consent.grant(['usage']);
  expect(await telemetry.flush(patient)).toBe(false);
  expect(telemetry.lastProblem).toMatch(/^The service did not take it: 401 credential_unknown /);
});

test('40 requests of four users at the same time: each event has the user of its request', async () => {
  const telemetry = open();
  telemetry.consent.grant(['usage', 'persons']);
  await telemetry.user('somebody else', 'admin');
  const digests = new Map<string, string>();
  await Promise.all(
    Array.from({ length: 40 }, async (_, n) => {
      const [user, role] = [`user-${n % 4}`, `role-${n % 4}`];
      await new Promise((done) => setTimeout(done, Math.random() * 20));
      if (n % 2) telemetry.as(user, role).featureUsed(user);
      else telemetry.track('feature_used', { feature: user }, { user, role });
      await new Promise((done) => setTimeout(done, Math.random() * 20));
      telemetry.as(user, role).contentDownloaded(user);
    }),
  );
  telemetry.track('feature_used', { feature: 'nobody' }, {});
  telemetry.featureUsed('somebody else');
  expect(await telemetry.flush(patient)).toBe(true);
  const events = between.batches().flatMap((batch) => batch.events);
  expect(events).toHaveLength(82);
  for (const { properties, user_id, user_role } of events) {
    const user = properties.feature ?? properties.content_id;
    if (user === 'nobody') expect([user_id, user_role]).toEqual([undefined, undefined]);
    else {
      expect(user_role).toBe(user === 'somebody else' ? 'admin' : user.replace('user', 'role'));
      expect(user_id).toBe(digests.get(user) ?? user_id);
      digests.set(user, user_id);
    }
  }
  expect(new Set(digests.values()).size).toBe(5);
});
