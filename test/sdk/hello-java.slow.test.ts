import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { addProduct, localForFile, report, settle } from '../e2e/local.ts';

const root = resolve(import.meta.dirname, '..', '..');
const started = localForFile();
const folder = mkdtempSync(join(tmpdir(), 'assent-hello-java-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hasJava = spawnSync('javac', ['-version']).status === 0;
const [, section = ''] =
  /^## Java\n(.*?)^## /ms.exec(readFileSync(join(root, 'docs', 'sdk.md'), 'utf8')) ?? [];
const block = (language: string, n: number) =>
  [...section.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))][n]?.[1] as string;

test.skipIf(!hasJava)(
  'docs/sdk.md leads from an empty folder to a row in a report, in Java too',
  async () => {
    const repository = join(folder, 'repository');
    const program = join(folder, 'program');
    for (const each of [repository, program]) execFileSync('mkdir', [each]);
    execFileSync(process.execPath, [join(root, 'sdk', 'java', 'build.ts'), repository]);
    writeFileSync(join(program, 'Hello.java'), block('java', 0));
    const commands = block('sh', 1)
      .replace('REPOSITORY', repository)
      .replace('=KEY', `=${await addProduct(started, 'hello-java')}`)
      .replace('=ADDRESS', `=${started.url}`);
    const { DO_NOT_TRACK: _, CI: __, LANG: ___, ...rest } = process.env;
    const env = { ...rest, XDG_STATE_HOME: join(folder, 'state') };
    const run = async () => {
      const running = promisify(execFile)('bash', ['-ec', commands], { cwd: program, env });
      running.child.stdin?.end('y\n');
      return await running;
    };
    let { stdout, stderr } = await run();
    expect(stdout).toContain('May this product send usage data?');
    expect(stderr).toBe('');
    // Five seconds may not do on a busy machine: the next start sends the rest, once its pause is over.
    for (let n = 0; n < 5 && !stdout.includes('Sent: true'); n++) {
      rmSync(join(folder, 'state', 'hello-java', 'telemetry', 'sending'), { force: true });
      ({ stdout, stderr } = await run());
    }
    expect(stdout).toContain('Hello! Sent: true\n');
    expect(stderr).toBe('');
    await settle(started);
    const rows = await report(started.data, 'feature-adoption', '--product', 'hello-java');
    expect(rows.find(({ feature }) => feature === 'greet')).toBeDefined();
  },
  300_000,
);
