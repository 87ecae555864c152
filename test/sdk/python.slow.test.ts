import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { addProduct, localForFile, report, settle } from '../e2e/local.ts';

const root = resolve(import.meta.dirname, '..', '..');
const started = localForFile();
const folder = mkdtempSync(join(tmpdir(), 'assent-python-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The blocks of the section as they are written. */
const [, section = ''] =
  /^## Python\n([\s\S]*?)^## /m.exec(readFileSync(join(root, 'docs', 'sdk.md'), 'utf8')) ?? [];
const block = (language: string, has: string) =>
  [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].find(
    ([, name, text = '']) => name === language && text.includes(has),
  )?.[2] as string;

const canTry = spawnSync('python3', ['-c', 'import ensurepip, venv']).status === 0;

test.skipIf(!canTry)('the Python of docs/sdk.md goes from an empty folder to a row in a report', async () => {
  execFileSync(process.execPath, [join(root, 'sdk', 'python', 'build.ts'), folder], { stdio: 'ignore' });
  writeFileSync(join(folder, 'hello.py'), block('python', 'Assent('));
  const program = block('python', 'Assent(')
    .split('\n')
    .filter((line) => line.trim() !== '');
  expect(program.length).toBeLessThanOrEqual(10);
  const commands = block('sh', 'venv/bin/pip')
    .replace('REPOSITORY', folder)
    .replace('KEY=KEY', `KEY=${await addProduct(started, 'hello-python')}`)
    .replace('ADDRESS', started.url);
  const { DO_NOT_TRACK: _, CI: __, ...env } = process.env;
  const { stdout: printed } = await promisify(execFile)('bash', ['-c', `set -e\n${commands}`], {
    cwd: folder,
    env: {
      ...env,
      XDG_STATE_HOME: join(folder, 'state'),
      PIP_NO_INDEX: '1',
      PIP_DISABLE_PIP_VERSION_CHECK: '1',
    },
    encoding: 'utf8',
  });
  expect(printed).toMatch(/sent\n$/);
  await settle(started);
  const rows = await report(started.data, 'feature-adoption', '--product', 'hello-python');
  expect(rows.find(({ feature }) => feature === 'greet')).toBeDefined();
});
