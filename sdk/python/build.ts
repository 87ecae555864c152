import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Makes the wheel, `assent_sdk-<version>-py3-none-any.whl`, in the folder given: the catalog's part first, then a zip
 * of the modules and of what pip asks for. Its version tells the notice and a digest of the catalog, as that of npm.
 */
const here = import.meta.dirname;
const root = join(here, '..', '..');
const [, , target = root] = process.argv;
const run = (command: string, args: string[], cwd: string) =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
try {
  run(process.execPath, [join(root, 'cli', 'sdk-types.ts'), '--language', 'python'], root);
} catch {
  // It has said what is wrong with the catalog.
  process.exit(1);
}
const text = (...path: string[]) => readFileSync(join(here, ...path), 'utf8');
const found = (pattern: RegExp, from: string) => pattern.exec(from)?.[1] as string;

const catalog = text('assent', 'catalog.py');
const notice = found(/^NOTICE_VERSION = (\d+)$/m, catalog);
const digest = createHash('sha256').update(catalog).digest('hex').slice(0, 8);
const version = `${found(/^VERSION = "(.*)"$/m, text('assent', 'version.py'))}+notice${notice}.${digest}`;
const project = (name: string) => found(new RegExp(`^${name} = "(.*)"$`, 'm'), text('pyproject.toml'));

const folder = mkdtempSync(join(tmpdir(), 'assent-wheel-'));
try {
  const info = `assent_sdk-${version}.dist-info`;
  const files = new Map(
    readdirSync(join(here, 'assent'))
      .filter((name) => /\.py$|^py\.typed$/.test(name))
      .sort()
      .map((name) => [`assent/${name}`, text('assent', name)]),
  );
  files.set('assent/version.py', `VERSION = "${version}"\nMADE = ${Date.now()}\n`);
  const metadata = `Metadata-Version: 2.1\nName: ${project('name')}\nVersion: ${version}\nSummary: ${project('description')}`;
  files.set(
    `${info}/METADATA`,
    `${metadata}\nLicense: Apache-2.0\nRequires-Python: ${project('requires-python')}\nClassifier: Typing :: Typed\n`,
  );
  files.set(
    `${info}/WHEEL`,
    'Wheel-Version: 1.0\nGenerator: assent\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
  );
  files.set(`${info}/LICENSE`, readFileSync(join(root, 'LICENSE'), 'utf8'));
  files.set(
    `${info}/LICENSE.ci-info`,
    readFileSync(join(root, 'node_modules', 'ci-info', 'LICENSE'), 'utf8'),
  );
  const sums = [...files].map(
    ([path, content]) =>
      `${path},sha256=${createHash('sha256').update(content).digest('base64url')},${Buffer.byteLength(content)}\n`,
  );
  files.set(`${info}/RECORD`, `${sums.join('')}${info}/RECORD,,\n`);
  for (const name of ['assent', info]) mkdirSync(join(folder, name));
  for (const [path, content] of files) writeFileSync(join(folder, path), content);

  // One package at a time, so that nobody installs an old one.
  for (const name of readdirSync(target)) if (/^assent_sdk-.*\.whl$/.test(name)) rmSync(join(target, name));
  const wheel = `assent_sdk-${version}-py3-none-any.whl`;
  run('python3', ['-m', 'zipfile', '-c', wheel, 'assent', info], folder);
  cpSync(join(folder, wheel), join(target, wheel));
  console.log(wheel);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
