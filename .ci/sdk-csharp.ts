import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Does what docs/sdk.md says of C#, from an empty folder, and looks for what the example did in the reports. */
const root = resolve(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'assent-csharp-ci-'));
const folder = join(work, 'empty');
mkdirSync(folder);
const data = join(work, 'data');
const { DO_NOT_TRACK: _, CI: __, ...env } = process.env;

function run(script: string, cwd: string, more: Record<string, string> = {}): string {
  const all = { ...env, TMPDIR: work, XDG_STATE_HOME: join(work, 'state'), ...more };
  const done = spawnSync('bash', ['-ec', script], { cwd, encoding: 'utf8', env: all, timeout: 600_000 });
  if (done.status !== 0) throw new Error(`${script}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

const started = spawn('npm', ['start', '--', '--empty', '--port', '0', '--data', data], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
});
try {
  const address = await new Promise<string>((ready, failed) => {
    let out = '';
    started.stdout.on('data', (chunk) => {
      out += chunk;
      const found = /^ready (.+)$/m.exec(out)?.[1];
      if (found) ready(found);
    });
    started.on('exit', () => failed(new Error(`npm start ended before it was ready:\n${out}`)));
  });
  const product = run(`npm run -s admin -- product add hello-csharp --json --data ${data}`, root);
  const { write_key: key } = JSON.parse(product);
  const section = /^## C#\n(.*?)^## /ms.exec(readFileSync(join(root, 'docs', 'sdk.md'), 'utf8'))?.[1] ?? '';
  const [make, ...rest] = [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
  if (!make || rest.length !== 2) throw new Error('docs/sdk.md shows other blocks of C# than are run here.');
  // The product is made above, and the reports are asked for below: of a folder of their own.
  run(make.replace(/^npm run admin.*\n/m, ''), root);
  const walk = (rest[0] as string)
    .replaceAll('REPOSITORY', root)
    .replace('=KEY', `=${key}`)
    .replace('=ADDRESS', `=${address}`);
  run(walk, folder);
  // Where a busy machine took longer than the program waits, or the crash left its file: a later start sends the rest.
  const kept = join(work, 'state', 'hello-csharp', 'telemetry');
  const waiting = () => readdirSync(kept).filter((name) => /\.(?:open|ready|sending)$/.test(name));
  for (let tries = 0; waiting().length > 0; tries++) {
    if (tries === 9) throw new Error(`It never went: ${waiting()}`);
    rmSync(join(kept, 'sending'), { force: true });
    const hourAgo = Date.now() / 1000 - 3600;
    for (const name of waiting()) utimesSync(join(kept, name), hourAgo, hourAgo);
    run(`export ASSENT_KEY=${key} ASSENT_URL=${address}; mono Console.exe`, folder);
  }
  run(`npm run -s refresh -- --data ${data}`, root);
  const rows = (name: string) =>
    JSON.parse(run(`npm run -s report -- ${name} --product hello-csharp --format json --data ${data}`, root));
  const expect = (what: string, holds: boolean, got: unknown) => {
    if (!holds) throw new Error(`${what}: ${JSON.stringify(got, null, 1)}`);
    console.log(`ok ${what}`);
  };
  const features = rows('feature-adoption');
  expect(
    'draw is used',
    features.some((row: { feature: string }) => row.feature === 'draw'),
    features,
  );
  const peaks = rows('license-peaks');
  expect('one seat at the peak', peaks.length === 1 && peaks[0].seats_peak === 1, peaks);
  const stability = rows('stability');
  const [{ sessions, failed_sessions }] = stability;
  expect('one session failed of three or more', sessions >= 3 && failed_sessions === 1, stability);
} finally {
  process.kill(-(started.pid as number), 'SIGINT');
  if (started.exitCode === null) await once(started, 'exit');
  rmSync(work, { recursive: true, force: true });
}
