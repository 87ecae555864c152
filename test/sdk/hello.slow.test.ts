import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addProduct, localForFile, report, settle } from '../e2e/local.ts';

const root = resolve(import.meta.dirname, '..', '..');
const started = localForFile();
const folder = mkdtempSync(join(tmpdir(), 'assent-hello-'));
const program = join(folder, 'hello.mjs');
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  const packed = execFileSync(process.execPath, [join(root, 'sdk', 'build.ts'), folder], {
    encoding: 'utf8',
  });
  mkdirSync(join(folder, 'node_modules'));
  execFileSync('npm', ['install', '--offline', `./${packed.trim().split('\n').at(-1)}`], {
    cwd: folder,
    stdio: 'ignore',
  });
  cpSync(join(root, 'sdk', 'examples', 'hello', 'hello.mjs'), program);
  const { DO_NOT_TRACK: _, CI: __, LANG: ___, ...rest } = process.env;
  const ASSENT_KEY = await addProduct(started, 'hello');
  env = { ...rest, ASSENT_KEY, ASSENT_URL: started.url, XDG_STATE_HOME: join(folder, 'state') };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs it, and gives the next of `answers` each time it asks. */
async function hello(args: string[], answers: string[] = [], more: object = {}): Promise<string> {
  const child = spawn(process.execPath, [program, ...args], { env: { ...env, ...more }, stdio: 'pipe' });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    out += chunk;
    if (String(chunk).includes('(y/N)')) child.stdin.write(`${answers.shift() ?? ''}\n`);
  });
  await once(child, 'close');
  return out;
}

test('the example asks, tells what it may, shows up in a report, shows its data and takes them back', async () => {
  expect(await hello(['--telemetry', 'show'])).toBe('none \n');
  expect(await hello(['--telemetry', 'ask'], ['y'])).toContain('Use of the product');
  expect(await hello(['--telemetry', 'show'])).toBe('granted usage\n');
  expect(await hello(['--telemetry', 'show'], [], { DO_NOT_TRACK: '1' })).toBe('off (DO_NOT_TRACK)\n');
  expect(await hello(['Ada'])).toBe('Hello, Ada!\n');
  // Half a second may not do on a busy machine: the next start sends the rest, once its pause is over.
  rmSync(join(folder, 'state', 'hello', 'telemetry', 'sending'), { force: true });
  await hello(['--telemetry', 'show']);
  await settle(started);
  const rows = await report(started.data, 'feature-adoption', '--product', 'hello');
  expect(rows.find(({ feature }) => feature === 'greet')).toBeDefined();
  const copy = JSON.parse(await hello(['--telemetry', 'copy']));
  expect(copy.rows.map(({ event_name }: { event_name: string }) => event_name)).toContain('feature_used');
  await hello(['--telemetry', 'withdraw']);
  expect(await hello(['--telemetry', 'show'])).toBe('withdrawn \n');
  expect(await hello(['--telemetry', 'preview'])).toBe('[]\n');
});
