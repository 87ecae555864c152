import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Assent, type Options } from '../../sdk/src/node.ts';
import { addProduct, localForFile } from '../e2e/local.ts';
import { network, patient } from './network.ts';

const started = localForFile({ schedules: false });
let between: Awaited<ReturnType<typeof network>>;
let writeKey: string;
let home: string;
let telemetry: Assent;

beforeAll(async () => {
  between = await network(started.url);
  writeKey = await addProduct(started, 'ruled');
});
afterAll(() => between.stop());
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'assent-sdk-'));
  between.do(() => 'passed');
  telemetry = open();
  telemetry.consent.grant(['usage', 'diagnostics']);
  await telemetry.flush(patient);
  between.seen.length = 0;
});
afterEach(() => {
  telemetry.close();
  between.dates(undefined);
  rmSync(home, { recursive: true, force: true });
});

function open(more: Partial<Options> = {}): Assent {
  const { url } = between;
  const folder = join(home, 'telemetry');
  return new Assent({ url, writeKey, folder, context: { product_version: '1.0.0' }, ...more });
}
const sending = () => JSON.parse(readFileSync(join(home, 'telemetry', 'sending'), 'utf8'));
const ready = () => readdirSync(join(home, 'telemetry')).filter((name) => name.endsWith('.ready'));
const tooLarge = { status: 413, type: 'application/problem+json', text: '{"reason":"body_too_large"}' };
const sizes = () => between.batches().map(({ events }) => events.length);

test('many events go in few requests, one after the other, gzipped', async () => {
  let atOnce = 0;
  let most = 0;
  between.do(async () => {
    most = Math.max(most, ++atOnce);
    await new Promise((done) => setTimeout(done, 20));
    atOnce--;
    return 'passed' as const;
  });
  for (let n = 0; n < 1150; n++) telemetry.featureUsed('export_pdf');
  await telemetry.flush({ timeout_ms: 20_000 });
  expect(sizes()).toEqual([200, 400, 400, 150]);
  expect(most).toBe(1);
  expect(between.seen[0]?.headers['content-type']).toBe('application/gzip');
});

test('a batch that is too large is split until it is not', async () => {
  between.do(({ body }) => (body.events.length > 20 ? tooLarge : 'passed'));
  for (let n = 0; n < 70; n++) telemetry.featureUsed('export_pdf');
  await telemetry.flush(patient);
  expect(sizes()).toEqual([70, 35, 18, 17, 35, 18, 17]);
  expect([telemetry.preview(), telemetry.dropped]).toEqual([[], 0]);
});

test('one event that is too large alone goes, and is counted', async () => {
  between.do(() => tooLarge);
  telemetry.featureUsed('export_pdf');
  await telemetry.flush(patient);
  expect([telemetry.preview(), telemetry.dropped]).toEqual([[], 1]);
});

test('what is unavailable is asked again after retry-after, in this program or the next', async () => {
  started.fail(() => ({ status: 500, type: 'InternalServerError' }) as never);
  telemetry.featureUsed('export_pdf');
  await telemetry.flush({ timeout_ms: 20_000 });
  started.fail(() => undefined);
  expect(ready()).toHaveLength(1);
  const wait = sending().until - Date.now();
  expect(wait).toBeGreaterThan(50_000);
  expect(wait).toBeLessThan(95_000);
  await telemetry.flush(patient);
  const next = open();
  await next.flush(patient);
  next.close();
  expect(sizes()).toEqual([1]);
});

test("a proxy's page keeps the batch for a day", async () => {
  between.do(() => ({ status: 200, text: '<html>Log in</html>' }));
  telemetry.featureUsed('export_pdf');
  await telemetry.flush(patient);
  expect(ready()).toHaveLength(1);
  expect(sending().until - Date.now()).toBeGreaterThan(86_000_000);
});

test("the vendor's throttle directive is obeyed: nothing for so long, and some events no more", async () => {
  const throttled = {
    accepted: 1,
    rejected: [],
    next: { after_seconds: 3600, drop: ['resource_usage_reported'] },
  };
  between.do(() => ({ status: 202, type: 'application/json', text: JSON.stringify(throttled) }));
  telemetry.featureUsed('export_pdf');
  await telemetry.flush(patient);
  telemetry.resourcesUsed({ memory_used_mb: 300 });
  telemetry.featureUsed('export_pdf');
  await telemetry.flush(patient);
  expect(sizes()).toEqual([1]);
  expect(sending().until - Date.now()).toBeGreaterThan(3_500_000);
  const names = telemetry
    .preview()
    .flatMap((batch) => (batch as { events: { event_name: string }[] }).events);
  expect(names.map(({ event_name }) => event_name)).toEqual(['feature_used']);
});

test('after a wrong clock was noticed, later events bear the right time, and go by it', async () => {
  const ahead = 5 * 3600_000;
  between.dates(new Date(Date.now() + ahead));
  telemetry.featureUsed('before');
  await telemetry.flush(patient);
  telemetry.close();
  telemetry = open();
  telemetry.featureUsed('after');
  await telemetry.flush(patient);
  const [before, after] = between.batches();
  const off = ({
    sent_at,
    events: [{ occurred_at }],
  }: {
    sent_at: string;
    events: [{ occurred_at: string }];
  }) =>
    [sent_at, occurred_at].map((time) => Math.abs(Math.round((Date.parse(time) - Date.now()) / 3600_000)));
  expect([off(before), off(after)]).toEqual([
    [0, 0],
    [5, 5],
  ]);
});

test('a queue that is too large loses its oldest events, and says how many', async () => {
  telemetry.close();
  telemetry = open({ queue: { bytes: 60_000 } });
  for (let n = 0; n < 1000; n++) telemetry.featureUsed(`feature-${n}`);
  telemetry.close();
  const batches = telemetry.preview() as { events: { properties: { feature: string } }[] }[];
  const left = batches.flatMap(({ events }) => events.map(({ properties }) => properties.feature));
  expect(left.at(-1)).toBe('feature-999');
  expect(left.length + telemetry.dropped).toBe(1000);
  expect(left.length).toBeLessThan(300);
});

test('track does not throw, whatever it is given', () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  for (const strange of [
    circular,
    { count: 1n },
    null,
    'text',
    {
      toJSON: () => {
        throw new Error('mine');
      },
    },
  ])
    expect(() => telemetry.track('feature_used', strange as never)).not.toThrow();
  for (const name of ['not_declared', '__proto__', '', undefined])
    expect(() => telemetry.track(name as never)).not.toThrow();
});
