import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Assent } from '../../sdk/src/node.ts';
import { addProduct, localForFile, report, settle } from '../e2e/local.ts';
import { type Fate, network } from './network.ts';

/** How often both processes are killed; `.ci/sdk` sets more. */
const kills = Number(process.env.KILLS ?? 6);
const orphan = 4000;

const started = localForFile();
const home = mkdtempSync(join(tmpdir(), 'assent-sdk-'));
const folder = join(home, 'telemetry');
let between: Awaited<ReturnType<typeof network>>;
beforeAll(async () => {
  between = await network(started.url);
});
afterAll(async () => {
  await between.stop();
  rmSync(home, { recursive: true, force: true });
});

/** As if the pause that the service or a failure asked for were over. */
function timePasses(): void {
  try {
    const sending = JSON.parse(readFileSync(join(folder, 'sending'), 'utf8'));
    writeFileSync(join(folder, 'sending'), JSON.stringify({ ...sending, until: 0 }));
  } catch {
    // There is none yet.
  }
}

const fates: Fate[] = [
  'lost',
  'unanswered',
  'unanswered',
  'passed',
  'passed',
  'passed',
  { status: 503, type: 'application/json', text: '{"message":"Service Unavailable"}' },
  { status: 200, text: '<html>Log in to this network</html>' },
  { status: 202, text: 'Accepted' },
];

test('two processes killed at random moments, over a failing network: what was queued arrives, once', {
  timeout: 60_000 + kills * 10_000,
}, async () => {
  const writeKey = await addProduct(started, 'killed');
  const { url } = between;
  const context = { product_version: '1.0.0', ci: false };
  const options = { url, writeKey, folder, context, policyFile: join(home, 'none'), queue: { orphan } };
  const first = new Assent(options);
  first.consent.grant(['usage']);
  await first.flush({ timeout_ms: 30_000 });
  first.close();
  between.do(() => fates[Math.floor(Math.random() * fates.length)] as Fate);
  const queued: string[] = [];
  const life = async (prefix: string) => {
    const { DO_NOT_TRACK: _, ...env } = process.env;
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'busy.ts'), JSON.stringify(options), prefix],
      { env, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    const ended = once(child, 'close');
    await once(child.stdout, 'data');
    const until = performance.now() + 1500 * Math.random();
    while (performance.now() < until) {
      timePasses();
      await sleep(40 * Math.random());
    }
    child.kill('SIGKILL');
    await ended;
    // The kill may have cut the last line.
    queued.push(...out.split('\n').slice(0, -1));
  };
  for (let n = 0; n < kills; n++) await Promise.all([life(`one-${n}`), life(`other-${n}`)]);

  const failing = between.batches().length;
  between.do(() => 'passed');
  await sleep(orphan);
  timePasses();
  const last = new Assent(options);
  expect(last.consent.status).toBe('granted');
  await last.flush({ timeout_ms: 30_000 });
  expect(last.preview()).toEqual([]);
  expect(last.dropped).toBe(0);
  last.close();

  await settle(started);
  const rows = await report(started.data, 'content-downloads', '--product', 'killed');
  const times = new Map(rows.map(({ content_id, downloads }) => [content_id, downloads]));
  expect(queued.length).toBeGreaterThan(kills * 5);
  expect(failing).toBeGreaterThan(kills / 2);
  expect(queued.filter((name) => !times.has(name))).toEqual([]);
  expect([...times].filter(([, downloads]) => downloads !== 1)).toEqual([]);
  console.log(
    `${queued.length} events, ${failing} batches while the network failed, ${between.seen.length} requests, ${2 * kills} kills`,
  );
});
