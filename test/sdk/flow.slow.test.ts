import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { provenIn } from '../../cli/verify-proof/proven.ts';
import { Assent, type Options } from '../../sdk/src/node.ts';
import { addProduct, localForFile, report, settle } from '../e2e/local.ts';
import { network, patient } from './network.ts';

const started = localForFile();
let between: Awaited<ReturnType<typeof network>>;
let writeKey: string;
let folder: string;
const opened: Assent[] = [];

beforeAll(async () => {
  between = await network(started.url);
  writeKey = await addProduct(started, 'traced');
});
afterAll(() => between.stop());
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'assent-sdk-')), 'telemetry');
  between.seen.length = 0;
  between.do(() => 'passed');
});
afterEach(() => {
  for (const each of opened.splice(0)) each.close();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

function open(more: Partial<Options> = {}): Assent {
  const { url } = between;
  const made = new Assent({
    url,
    writeKey,
    folder,
    context: { product_version: '4.2.1', ci: false },
    ...more,
  });
  opened.push(made);
  return made;
}
const queued = () => readdirSync(folder).filter((name) => /\.(open|ready|sending)$/.test(name));

test('what was tracked after a grant is in the reports, once, with its name and properties', async () => {
  const telemetry = open();
  telemetry.consent.grant(['usage']);
  telemetry.sessionStarted();
  telemetry.featureUsed('export_pdf', { duration_ms: 12 });
  await telemetry.flush(patient);
  telemetry.featureUsed('export_pdf');
  await telemetry.flush(patient);
  await settle(started);
  const rows = await report(started.data, 'version-distribution', '--product', 'traced');
  expect(rows).toMatchObject([{ product_version: '4.2.1', installations: 1 }]);
  const features = await report(started.data, 'feature-adoption', '--product', 'traced');
  expect(features.find(({ feature }) => feature === 'export_pdf')).toBeDefined();
  const names = between
    .batches()
    .flatMap(({ events }) => events.map((event: { event_name: string }) => event.event_name));
  expect(names).toEqual(['session_started', 'installation_changed', 'feature_used', 'feature_used']);
});

test('before a grant nothing is queued, and after a refusal nothing is sent, not even the refusal', async () => {
  const telemetry = open();
  expect(telemetry.consent.ask).toBe(true);
  telemetry.featureUsed('export_pdf');
  await telemetry.flush(patient);
  telemetry.consent.refuse();
  telemetry.featureUsed('export_pdf');
  await telemetry.flush(patient);
  expect(between.seen).toEqual([]);
  expect(readdirSync(folder)).toEqual(['consent']);
  expect(open().consent).toMatchObject({ status: 'refused', ask: false });
});

test('a withdrawal deletes the queue first, then tells the service; nothing queued before is sent', async () => {
  const telemetry = open();
  telemetry.consent.grant(['usage']);
  await telemetry.flush(patient);
  telemetry.featureUsed('export_pdf');
  const atWithdrawal: string[][] = [];
  between.do(() => {
    atWithdrawal.push(queued());
    return 'passed';
  });
  telemetry.consent.withdraw();
  expect(queued()).toEqual([]);
  telemetry.featureUsed('export_pdf');
  await telemetry.flush(patient);
  expect(atWithdrawal).toEqual([[]]);
  expect(between.seen.map(({ path, body }) => [path, body.decision])).toEqual([
    ['/v1/consent', 'granted'],
    ['/v1/consent', 'withdrawn'],
  ]);
});

test('a withdrawal without network is told by the next start, and nothing else is', async () => {
  const telemetry = open();
  telemetry.consent.grant(['usage']);
  await telemetry.flush(patient);
  telemetry.featureUsed('export_pdf');
  between.do(() => 'lost');
  telemetry.consent.withdraw();
  await telemetry.flush(patient);
  telemetry.close();
  between.do(() => 'passed');
  // The pause after the failed try is over.
  rmSync(join(folder, 'sending'));
  await open().flush(patient);
  expect(between.seen.map(({ body }) => body.decision)).toEqual(['granted', 'withdrawn', 'withdrawn']);
});

test('a withdrawal in one process stops another of the same program', async () => {
  const [one, other] = [open(), open()];
  one.consent.grant(['usage']);
  await one.flush(patient);
  other.consent.load();
  other.featureUsed('export_pdf');
  one.consent.withdraw();
  await one.flush(patient);
  other.featureUsed('export_pdf');
  await other.flush(patient);
  expect(between.batches()).toEqual([]);
  expect(queued()).toEqual([]);
});

test('preview is exactly what is sent', async () => {
  const telemetry = open({ organization_id: 'contoso' });
  telemetry.consent.grant(['usage', 'persons', 'environment', 'licensing']);
  await telemetry.user('anna@example.com', 'analyst');
  telemetry.featureUsed('export_pdf');
  telemetry.licenseChecked('ABCD-1234', { license_type: 'floating' });
  const previewed = telemetry.preview();
  await telemetry.flush(patient);
  const without = ({ sent_at: _, ...batch }: Record<string, unknown>) => batch;
  expect(between.batches().map(without)).toEqual(previewed.map((batch) => without(batch as never)));
  expect(JSON.stringify(previewed)).not.toContain('anna');
  expect(telemetry.preview()).toEqual([]);
});

test('each step of a floating license, and a failure, has a word of its own', async () => {
  const telemetry = open();
  telemetry.consent.grant(['usage', 'licensing', 'diagnostics']);
  telemetry.licenseCheckedOut('ABCD-1234', { license_type: 'floating', seats: 2 });
  telemetry.licenseDenied('EFGH-5678', 'none_free', { seats: 1 });
  telemetry.licenseReturned('ABCD-1234', { duration_ms: 5_400_000 });
  telemetry.sessionFailed('hang', { duration_ms: 60_000 });
  await telemetry.flush(patient);
  const held = { license_key: 'ABCD-1234', outcome: 'success' };
  const [{ events }] = between.batches();
  expect(
    events.map(({ event_name, properties }: Record<string, unknown>) => [event_name, properties]),
  ).toEqual([
    ['license_checked_out', { ...held, license_type: 'floating', seats: 2 }],
    ['license_denied', { license_key: 'EFGH-5678', cause: 'none_free', seats: 1 }],
    ['license_returned', { ...held, duration_ms: 5_400_000 }],
    ['session_failed', { kind: 'hang', duration_ms: 60_000 }],
  ]);
  expect(new Set(events.map(({ session_id }: Record<string, unknown>) => session_id)).size).toBe(1);
});

test('the environment and the user go only with their purposes', async () => {
  const telemetry = open();
  telemetry.consent.grant(['licensing']);
  await telemetry.user('anna');
  telemetry.licenseChecked('ABCD-1234');
  telemetry.featureUsed('export_pdf');
  await telemetry.flush(patient);
  const [{ context, events }] = between.batches();
  expect(Object.keys(context).sort()).toEqual(['ci', 'product_version', 'sdk_name', 'sdk_version']);
  expect(events.map(({ event_name }: { event_name: string }) => event_name)).toEqual(['license_checked']);
  expect(Object.keys(events[0]).sort()).toEqual([
    'event_id',
    'event_name',
    'occurred_at',
    'properties',
    'sequence',
  ]);
  telemetry.consent.grant(['environment', 'usage']);
  await telemetry.flush(patient);
  telemetry.featureUsed('export_pdf');
  await telemetry.flush(patient);
  expect(between.batches().at(-1)).toMatchObject({ context: { cpu_cores: expect.any(Number) } });
  expect(between.batches().at(-1).events[0]).toMatchObject({ session_id: expect.any(String) });
  expect(between.batches().at(-1).events[0]).not.toHaveProperty('user_id');
  telemetry.consent.grant(['environment', 'usage', 'persons']);
  telemetry.featureUsed('export_pdf');
  await telemetry.flush(patient);
  expect(between.batches().at(-1).events[0].user_id).toMatch(/^[0-9a-f]{64}$/);
});

test('what was queued under a wider grant is not sent under a narrower one', async () => {
  const telemetry = open();
  telemetry.consent.grant(['usage', 'persons', 'licensing', 'environment']);
  await telemetry.user('anna', 'analyst');
  telemetry.licenseChecked('ABCD-1234');
  telemetry.featureUsed('export_pdf');
  telemetry.consent.grant(['usage']);
  await telemetry.flush(patient);
  const [{ context, events }] = between.batches();
  expect(events).toMatchObject([{ event_name: 'feature_used' }]);
  expect(Object.keys(events[0])).not.toContain('user_id');
  expect(Object.keys(events[0])).not.toContain('user_role');
  expect(context).not.toHaveProperty('cpu_cores');
});

test('a user has a copy of the data, and erases them', async () => {
  const telemetry = open();
  telemetry.consent.grant(['usage']);
  telemetry.featureUsed('export_pdf');
  await telemetry.flush(patient);
  await settle(started);
  const copy = await telemetry.exportData();
  expect(copy).toMatchObject({ status: 'completed', rows: [{ event_name: 'feature_used' }] });
  expect(copy.consent_history).toHaveLength(1);
  expect(await telemetry.erase()).toMatchObject({ status: 'received' });
  expect(telemetry.consent.status).toBe('erased');
  telemetry.featureUsed('export_pdf');
  await telemetry.flush(patient);
  expect(between.batches()).toHaveLength(1);
  // Who grants again is somebody new.
  const { identity } = telemetry.consent.saved;
  telemetry.consent.grant(['usage']);
  expect(telemetry.consent.saved.identity).not.toEqual(identity);
  telemetry.featureUsed('export_pdf');
  await telemetry.flush(patient);
  expect(between.batches()).toHaveLength(2);
});

test('an erasure is received also where the service says so to the withdrawal first', async () => {
  const telemetry = open();
  telemetry.consent.grant(['usage']);
  await telemetry.flush(patient);
  let asked = 0;
  between.do(async ({ method, path, headers, body }) => {
    // The first answer is slow in coming; meanwhile the withdrawal meets the erasure that it was about.
    if (path === '/v1/erasures' && asked++ === 0) return new Promise(() => {});
    if (method === 'PUT' && body.erase) {
      const { authorization, 'x-installation-secret': secret } = headers;
      const json = { 'content-type': 'application/json' };
      await fetch(`${started.url}/v1/erasures`, {
        method: 'POST',
        headers: { authorization, 'x-installation-secret': secret, ...json },
        body: JSON.stringify({ installation_id: body.installation_id }),
      });
    }
    return 'passed';
  });
  expect(await telemetry.erase()).toMatchObject({ status: 'received', erasure_id: expect.any(String) });
  expect(telemetry.consent.status).toBe('erased');
});

test('an erasure without network is asked for later', async () => {
  const telemetry = open();
  telemetry.consent.grant(['usage']);
  await telemetry.flush(patient);
  between.do(() => 'lost');
  expect(await telemetry.erase()).toEqual({ status: 'pending' });
  telemetry.close();
  rmSync(join(folder, 'sending'));
  between.do(() => 'passed');
  await open().flush(patient);
  expect(between.seen.at(-1)?.body).toMatchObject({ decision: 'withdrawn', erase: true });
});

test('a decision that the vendor recorded on request is taken over', async () => {
  const telemetry = open();
  telemetry.consent.grant(['usage']);
  telemetry.featureUsed('export_pdf');
  await telemetry.flush(patient);
  const { identity, decided_at: _ } = telemetry.consent.saved;
  await fetch(`${started.url}/v1/consent`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${writeKey}`,
      'x-installation-secret': identity?.secret as string,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      installation_id: identity?.installation_id,
      decision: 'withdrawn',
      notice_version: 1,
      decided_by: 'administrator',
      decided_at: new Date().toISOString(),
    }),
  });
  const changes: string[] = [];
  telemetry.consent.onChange(() => changes.push(telemetry.consent.status));
  telemetry.featureUsed('export_pdf');
  await telemetry.flush(patient);
  expect(changes).toEqual(['withdrawn']);
  expect(telemetry.consent.ask).toBe(false);
});

test('the secret is for its owner only, and no file holds a user in plain', async () => {
  const telemetry = open();
  telemetry.consent.grant(['usage']);
  await telemetry.user('anna');
  telemetry.featureUsed('export_pdf');
  telemetry.preview();
  for (const name of readdirSync(folder)) {
    expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    expect(readFileSync(join(folder, name), 'utf8')).not.toContain('anna');
  }
  expect(statSync(folder).mode & 0o077).toBe(0);
});

test('a sequence goes on from start to start', async () => {
  for (let start = 0; start < 3; start++) {
    const telemetry = open();
    telemetry.consent.grant(['usage']);
    telemetry.featureUsed('export_pdf');
    telemetry.featureUsed('export_pdf');
    telemetry.close();
  }
  await open().flush(patient);
  const sequences = between
    .batches()
    .flatMap(({ events }) => events.map(({ sequence }: { sequence: number }) => sequence));
  const [first = 0] = sequences;
  expect(sequences).toEqual([0, 1, 2, 3, 4, 5].map((n) => first + n));
});

test('the receipt of each decision is kept, with a proof that verifies without the service', async () => {
  const telemetry = open();
  expect(telemetry.consent.receipt).toBeUndefined();
  telemetry.consent.grant(['usage'], { language: 'de' });
  await telemetry.flush(patient);
  telemetry.consent.withdraw();
  await telemetry.flush(patient);
  const { receipt, receipts } = open().consent;
  expect(receipts.map(({ decision }) => decision)).toEqual(['granted', 'withdrawn']);
  expect(receipt).toEqual(receipts[1]);
  const keys = await (await fetch(`${started.url}/v1/keys`)).json();
  const proven = await provenIn(JSON.stringify(receipts), keys);
  expect(proven.map(({ wrong, facts }) => [wrong, facts?.decision, facts?.notice_language])).toEqual([
    [[], 'granted', 'de'],
    [[], 'withdrawn', undefined],
  ]);
});

test('the history says what was sent, when, and what came of it, a batch once however often it was tried', async () => {
  const telemetry = open();
  telemetry.consent.grant(['usage']);
  await telemetry.flush(patient);
  between.do(({ path }) => (path === '/v1/events' ? 'lost' : 'passed'));
  telemetry.featureUsed('export_pdf');
  telemetry.featureUsed('import');
  await telemetry.flush(patient);
  const [lost] = telemetry.history();
  expect(lost).toMatchObject({ events: { feature_used: 2 } });
  expect(lost?.status).toBeUndefined();

  between.do(() => 'passed');
  rmSync(join(folder, 'sending'));
  await telemetry.flush(patient);
  const [sent, ...more] = open().history();
  expect(more).toEqual([]);
  expect(sent).toMatchObject({ events: { feature_used: 2 }, status: 202, accepted: 2, rejected: [] });
  expect(sent?.batch).toEqual(between.batches().at(-1));
  expect(Date.parse(sent?.sent_at ?? '')).toBeLessThanOrEqual(Date.now());

  await telemetry.erase();
  expect(open().history()).toEqual([]);
});
