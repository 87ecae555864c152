import { spawn, spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Runs the shell blocks of the README and of docs/ as they are written, a page at a time and twice in a row, in a copy
 * of the checkout with the sample run behind it. Left out: what needs an AWS account, what installs or serves, and
 * the walk of docs/sdk.md through a folder of its own, which test/sdk/hello.slow.test.ts does.
 */
const elsewhere =
  /--stack|npx cdk|^aws |npm ci|npm start|npm test|git pull|REPOSITORY|npm run (?:bench|verify|sdk)\b|--product hello/m;

const root = resolve(import.meta.dirname, '..');
const copy = mkdtempSync(join(tmpdir(), 'assent-docs-'));
cpSync(root, copy, { recursive: true, filter: (path) => !/\/(?:node_modules|\.git|\.data)$/.test(path) });
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

const started = spawn('npm', ['start', '--', '--port', '0'], {
  cwd: copy,
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
});
const printed = await new Promise<string>((ready, failed) => {
  let out = '';
  started.stdout.on('data', (chunk) => {
    out += chunk;
    if (/^ready .+$/m.test(out)) ready(out);
  });
  started.on('exit', () => failed(new Error(`npm start ended before it was ready:\n${out}`)));
});
const address = /^ready http:\/\/(.+)$/m.exec(printed)?.[1] as string;
const wrong: string[] = [];

/** The README's picture of what a start prints: each of its lines, with anything in place of `…`. */
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const picture = /^```text\n(.+?)\nready /ms.exec(readme)?.[1]?.split('\n') ?? [];
const asPrinted = printed.split('\n').map((line) => line.trim().replace(/\s+/g, ' '));
for (const line of picture.filter((each) => each.trim() !== '…')) {
  const pattern = line
    .trim()
    .split(/\s+/)
    .map((word) => (word === '…' ? '.*' : RegExp.escape(word)))
    .join(' ');
  if (!asPrinted.some((each) => new RegExp(`^${pattern.replaceAll(' .* ', ' (?:.* )?')}$`).test(each)))
    wrong.push(`README.md shows a line that npm start does not print: ${line}`);
}
if (picture.length === 0) wrong.push('README.md shows nothing of what npm start prints.');

/** The blocks of a page that can run here, as one script. */
function script(page: string): string {
  const text = readFileSync(join(root, page), 'utf8').replaceAll('127.0.0.1:8787', address);
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
  return blocks.filter((block) => !elsewhere.test(block)).join('\n');
}

// A page may go on with the variables of the README, so that each runs behind it.
const begin = script('README.md');
const pages = globSync('docs/*.md', { cwd: root }).sort();
for (const page of ['README.md', ...pages, 'README.md', ...pages]) {
  const own = script(page);
  if (!own) continue;
  const commands = [
    'set -e',
    page === 'README.md' ? own : `{\n${begin}} >/dev/null`,
    page === 'README.md' ? '' : own,
  ];
  const { status, stdout, stderr } = spawnSync('bash', ['-c', commands.join('\n')], {
    cwd: copy,
    encoding: 'utf8',
    timeout: 300_000,
  });
  // A problem that curl prints ends no script; where a page means to show one, its comment says so. A word
  // such as removed_from_reports in a comment is a promise too.
  const refused = stdout.split('\n').filter((line) => /"status":[45]\d\d/.test(line));
  const meant = own.match(/# 4\d\d /g)?.length ?? 0;
  const said = [...own.matchAll(/ # (.+)$/gm)].flatMap(
    ([, comment = '']) => comment.match(/\b[a-z]+(?:_[a-z]+)+\b/g) ?? [],
  );
  const unsaid = said.filter((word) => !stdout.includes(word));
  if (unsaid.length > 0) wrong.push(`${page} promises ${unsaid.join(', ')}, which nothing prints.`);
  console.log(`${page}: ${status === 0 ? 'ran' : `ended with ${status}`}`);
  if (status !== 0 || refused.length !== meant)
    wrong.push(`${page}:\n${stdout.slice(-2000)}\n${stderr.slice(-2000)}`);
}

process.kill(-(started.pid as number), 'SIGINT');
await new Promise((ended) => started.on('exit', ended));
rmSync(copy, { recursive: true, force: true });
if (wrong.length > 0) throw new Error(wrong.join('\n\n'));
