import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { Assent, type Options } from '../../sdk/src/node.ts';
import { addProduct, localForFile } from '../e2e/local.ts';
import { network, patient } from './network.ts';

const started = localForFile({ schedules: false });
let between: Awaited<ReturnType<typeof network>>;
let writeKey: string;
let home: string;
const opened: Assent[] = [];

beforeAll(async () => {
  between = await network(started.url);
  writeKey = await addProduct(started, 'gathered');
});
afterAll(() => between.stop());
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'assent-sdk-'));
  between.seen.length = 0;
  between.do(() => 'passed');
});
afterEach(() => {
  vi.useRealTimers();
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

test('a quiet program sends at its start, and an hour after the first event that waits', async () => {
  const telemetry = open();
  telemetry.consent.grant(['usage']);
  await telemetry.flush(patient);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  telemetry.close();
  open().featureUsed('start');
  await vi.advanceTimersByTimeAsync(2000);
  await vi.waitFor(() => expect(between.batches()).toHaveLength(1), { timeout: 10_000 });
  await opened.at(-1)?.flush(patient);
  for (let minutes = 0; minutes < 59; minutes++) {
    opened.at(-1)?.featureUsed('later');
    await vi.advanceTimersByTimeAsync(60_000);
  }
  expect(between.batches()).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(61_000);
  await vi.waitFor(() => expect(between.batches()).toHaveLength(2), { timeout: 10_000 });
  expect(between.batches()[1].events).toHaveLength(59);
});

test('after a failure it tries again once the pause is over', async () => {
  const telemetry = open();
  telemetry.consent.grant(['usage']);
  await telemetry.flush(patient);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  between.do(() => 'lost');
  telemetry.featureUsed('export_pdf');
  const flushed = telemetry.flush(patient);
  await vi.waitFor(() => expect(telemetry.lastProblem).toBeDefined(), { timeout: 10_000 });
  await flushed;
  between.do(() => 'passed');
  await vi.advanceTimersByTimeAsync(95_000);
  await vi.waitFor(() => expect(telemetry.lastProblem).toBeUndefined(), { timeout: 10_000 });
  expect(between.batches()).toHaveLength(2);
});

test.each(['refuse', 'withdraw'] as const)(
  'a no that the service can not take whole is sent with the least: %s',
  async (no) => {
    const telemetry = open();
    telemetry.consent.grant(['usage']);
    await telemetry.flush(patient);
    const invalid = { status: 400, type: 'application/problem+json', text: '{"reason":"body_invalid"}' };
    between.do(({ body }) => (body.notice_version === undefined ? 'passed' : invalid));
    telemetry.consent[no]({ language: 'de' });
    await telemetry.flush(patient);
    const { installation_id } = telemetry.consent.saved.identity ?? {};
    const decision = no === 'refuse' ? 'refused' : 'withdrawn';
    expect(between.seen.at(-1)?.body).toEqual({ installation_id, decision });
    expect(between.seen).toHaveLength(3);
  },
);

test('a grant that the service can not take is kept, and told nobody twice', async () => {
  const telemetry = open();
  between.do(() => ({ status: 400, type: 'application/problem+json', text: '{"reason":"body_invalid"}' }));
  telemetry.consent.grant(['usage']);
  telemetry.featureUsed('export_pdf');
  expect([await telemetry.flush(patient), await telemetry.flush(patient)]).toEqual([false, false]);
  expect(between.seen).toHaveLength(1);
});

test('of a reply no more is read than it may have: 64 KiB, and 4 MB of an export', async () => {
  const telemetry = open();
  telemetry.consent.grant(['usage']);
  await telemetry.flush(patient);
  const long = 'x'.repeat(3_000_000);
  const accepted = JSON.stringify({ accepted: 1, rejected: [], long });
  between.do(() => ({ status: 202, type: 'application/json', text: accepted }));
  telemetry.featureUsed('export_pdf');
  expect(await telemetry.flush(patient)).toBe(false);
  expect(telemetry.lastProblem).toContain('Not the service');
  const page = (text: string) =>
    JSON.stringify({ status: 'completed', rows: [{ text }], consent_history: [] });
  const answer = (text: string) => ({ status: 200, type: 'application/json', text });
  between.do(({ method }) => answer(method === 'POST' ? '{"export_id":"e"}' : page(long)));
  expect((await telemetry.exportData()).rows).toEqual([{ text: long }]);
  between.do(({ method }) => answer(method === 'POST' ? '{"export_id":"e"}' : page(long + long)));
  await expect(telemetry.exportData()).rejects.toThrow('not as ours does');
});
