import { deepEqual, equal } from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { App } from 'aws-cdk-lib';
import { chromium, type Page } from 'playwright-core';
import { settings } from '#vendor/settings';
import { AssentStack } from '../infra/stack.ts';
import { run } from '../local/run.ts';

/**
 * The example page in Chromium, against a local run of another origin: it sends nothing before it may, then by the
 * rules of CORS; and what was tracked right before it is left arrives. Argument: the path of Chromium.
 */
const [executablePath = ''] = process.argv.slice(2);
const root = resolve(import.meta.dirname, '..');
const sdk = join(root, 'sdk');
const folder = mkdtempSync(join(tmpdir(), 'assent-page-'));
execFileSync(process.execPath, [join(sdk, 'build.ts'), folder], { stdio: 'inherit' });

const pages = createServer(({ url = '' }, response) => {
  const [, name] = /^\/assent-sdk\/(\w+\.js)$/.exec(url) ?? [];
  const type = name ? 'text/javascript' : 'text/html';
  const file = name ? join(sdk, 'dist', name) : join(sdk, 'examples', 'page', 'index.html');
  response.writeHead(200, { 'content-type': type }).end(readFileSync(file));
}).listen(0, '127.0.0.1');
await once(pages, 'listening');
const origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;

const stack = join(folder, 'stack');
const app = new App({ outdir: stack, analyticsReporting: false });
new AssentStack(app, 'assent', { settings: { ...settings, corsOrigins: [origin] } });
app.synth();
const data = join(folder, 'data');
const local = await run({ stack, data, port: 0 });
/** The run lives in this process: nothing may hold it up. */
const cli = async (name: string, ...args: string[]) => {
  const command = [join(root, 'cli', `${name}.ts`), ...args, '--data', data];
  return (await promisify(execFile)(process.execPath, command)).stdout;
};
const { write_key } = JSON.parse(await cli('admin', 'product', 'add', 'page', '--json'));
const address = `${origin}/?url=${encodeURIComponent(local.url)}&key=${write_key}`;

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const context = await browser.newContext({ locale: 'de-DE' });
  const called: string[] = [];
  const failed: string[] = [];
  context.on('request', (request) => {
    if (request.url().startsWith(local.url))
      called.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  context.on('requestfailed', (request) => {
    // Of a page that was left nobody hears the answer any more.
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') failed.push(`${request.url()} ${why}`);
  });
  const open = async () => {
    const page = await context.newPage();
    page.on('pageerror', (fault) => failed.push(fault.message));
    await page.goto(address);
    return page;
  };
  const kept = (page: Page) => page.evaluate(() => Object.keys(localStorage));

  const page = await open();
  equal(await page.textContent('#ask h2'), 'Darf dieses Produkt Nutzungsdaten senden?');
  equal(await page.locator('#purposes :checked').count(), 0);
  await sleep(2500);
  deepEqual([called, await kept(page)], [[], []], 'before a decision');
  await page.click('#ask [value=refuse]');
  await page.getByText('refused', { exact: true }).waitFor({ timeout: 10_000 });
  await page.evaluate(() => document.querySelector<HTMLElement>('#greet')?.click());
  await sleep(500);
  deepEqual([called, await kept(page)], [[], ['page.telemetry.consent']], 'after a refusal');
  await page.reload();
  equal(await page.isVisible('#ask'), false, 'who refused is not asked again');

  await page.click('#settings');
  await page.check('[name=usage]');
  await page.check('[name=environment]');
  await page.click('#ask [value=accept]');
  await page.getByText('granted usage environment', { exact: true }).waitFor({ timeout: 10_000 });
  for (let n = 0; n < 100 && !called.includes('PUT /v1/consent'); n++) await sleep(100);
  await sleep(1000);
  await page.click('#greet');
  // Left once it is queued: a busy machine may take a page down before the event is written.
  await sleep(500);
  await page.goto('about:blank');
  await sleep(2000);
  deepEqual([...new Set(called)].filter((call) => !call.startsWith('OPTIONS')).sort(), [
    'POST /v1/events',
    'PUT /v1/consent',
  ]);
  deepEqual(failed, []);
  local.deliver();
  await cli('refresh');
  const rows = JSON.parse(await cli('report', 'feature-adoption', '--product', 'page', '--format', 'json'));
  equal(rows.find(({ feature }: { feature: string }) => feature === 'greet')?.uses, 1, JSON.stringify(rows));
  console.log(
    `in Chromium ${browser.version()}: ${called.length} requests, the greeting of the page that was left is in the report`,
  );
} finally {
  await browser.close();
  await local.stop();
  pages.close();
  rmSync(folder, { recursive: true, force: true });
}
