import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { addProduct, localForFile } from '../e2e/local.ts';
import { network } from './network.ts';
import { program } from './program.ts';

const started = localForFile({ schedules: false });
let between: Awaited<ReturnType<typeof network>>;
let writeKey: string;
let folder: string;
beforeAll(async () => {
  between = await network(started.url);
  writeKey = await addProduct(started, 'timed');
});
afterAll(() => between.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assent-clock-'));
  between.seen.length = 0;
  between.do(() => 'passed');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const day = 86_400_000;
const life = (clock: number, ...steps: string[]) =>
  program({ url: between.url, writeKey, folder, context: { product_version: '1.0.0' } }, steps, { clock });
/** Of each event that arrived: its feature, and how many hours off the time is that the service takes from it. */
const times = () =>
  between.batches().flatMap(({ sent_at, events }) =>
    events.map(({ occurred_at, properties }: { occurred_at: string; properties: { feature: string } }) => {
      const ahead = Date.parse(sent_at) - Date.now();
      const corrected = Date.parse(occurred_at) - (Math.abs(ahead) > 600_000 ? ahead : 0);
      // Not -0.
      return [properties.feature, Math.round((corrected - Date.now()) / 3_600_000) || 0];
    }),
  );
const asked = () => between.seen.filter(({ path }) => path === '/v1/health').length;

const wrong: [string, number][] = [
  ['in 1972', -20_000 * day],
  ['three days behind', -3 * day],
  ['five hours behind', -5 * 3_600_000],
  ['in 2099', 26_600 * day],
];
test.each(wrong)(
  'a clock that falls to a time %s after events were queued moves none of them',
  async (_, off) => {
    await life(0, 'grant', 'send', 'use early');
    await life(off, 'use late', 'send');
    expect(times()).toEqual([
      ['early', 0],
      ['late', 0],
    ]);
  },
);

test.each(wrong)('a clock that was %s from the start loses nothing, and moves nothing', async (_, off) => {
  expect(await life(off, 'grant', 'use first', 'send')).toContain('sent true 0');
  expect(await life(off, 'use second', 'send')).toContain('sent true 0');
  expect(times()).toEqual([
    ['first', 0],
    ['second', 0],
  ]);
});

test('a clock that is set right before anything was sent: what was stamped before has the right time too', async () => {
  await life(0, 'grant', 'send', 'use early');
  const steps = ['use behind', 'clock 0', 'use right', 'send'];
  expect(await life(-3 * day, ...steps)).toContain('sent true 0');
  expect(times()).toEqual([
    ['early', 0],
    ['behind', 0],
    ['right', 0],
  ]);
});

test('the service is asked for its time only where the clock is known to be wrong, or was', async () => {
  await life(0, 'grant', 'use one', 'send');
  // Nothing tells yet that it is wrong: the service corrects what it stamped, and its reply teaches.
  await life(-3 * day, 'use two', 'send');
  expect(asked()).toBe(0);
  await life(0, 'use three', 'send');
  expect(asked()).toBe(1);
  await life(0, 'use four', 'send');
  expect(asked()).toBe(1);
  expect(times().map(([, hours]) => hours)).toEqual([0, 0, 0, 0]);
});

test('a service that can not be asked for its time gets nothing yet, and a page that answers for it teaches nothing', async () => {
  await life(0, 'grant', 'send', 'use early');
  between.do(({ path }) => (path === '/v1/health' ? { status: 200, text: '<html>Log in</html>' } : 'passed'));
  expect(await life(-20_000 * day, 'use late', 'send')).toContain('sent false 0');
  expect(between.batches()).toEqual([]);
});

test('a decision is dated by the right time, whatever the clock said', async () => {
  await life(-20_000 * day, 'grant', 'send');
  const [decided] = between.seen.filter(({ path }) => path === '/v1/consent');
  expect(Math.abs(Date.parse(decided?.body.decided_at) - Date.now())).toBeLessThan(120_000);
});
