import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');
const { DO_NOT_TRACK: _, CI: __, ...env } = process.env;

export { env };

/** What runs a script in bash, with its user's files below `work`; throws with all it said where it fails. */
export const runner =
  (work: string) =>
  (script: string, cwd = work, more: Record<string, string> = {}): string => {
    const all = { ...env, XDG_STATE_HOME: join(work, 'state'), ...more };
    const done = spawnSync('bash', ['-ec', script], { cwd, encoding: 'utf8', env: all, timeout: 600_000 });
    if (done.status !== 0) throw new Error(`${script}\n${done.stdout}${done.stderr}`);
    return done.stdout;
  };

export function expect(what: string, holds: boolean, got: unknown): void {
  if (!holds) throw new Error(`${what}: ${JSON.stringify(got, null, 1)}`);
  console.log(`ok ${what}`);
}

/** `heading` of docs/sdk.md; `folder`, an empty one of `work`; `rest` sends what still waits, as the program would later. */
type Walk = {
  heading: string;
  product: string;
  work: string;
  folder: string;
  rest: (at: { key: string; address: string }) => void;
};

/**
 * Does what a section of docs/sdk.md says, against a local run of its own: makes the package, walks from an empty folder,
 * and gives `look` the rows of a report. Its third block, the reports, is asked for by `look`.
 */
export async function walk(
  { heading, product, work, folder, rest }: Walk,
  look: (rows: (name: string) => Record<string, unknown>[]) => void,
): Promise<void> {
  const run = runner(work);
  const data = join(work, 'data');
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
    const added = run(`npm run -s admin -- product add ${product} --json --data ${data}`, root);
    const { write_key: key } = JSON.parse(added);
    const page = readFileSync(join(root, 'docs', 'sdk.md'), 'utf8');
    const [section = ''] = (page.split(`\n## ${heading}\n`)[1] ?? '').split(/^## /m);
    const [make, steps, reports, ...more] = [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map(
      ([, block = '']) => block,
    );
    if (!make || !steps || !reports || more.length > 0)
      throw new Error(`docs/sdk.md shows other blocks of ${heading} than are run here.`);
    // The product is made above, and the reports are asked for below: of a folder of their own.
    run(make.replace(/^npm run admin.*\n/m, ''), root);
    run(
      steps.replaceAll('REPOSITORY', root).replace('=KEY', `=${key}`).replace('=ADDRESS', `=${address}`),
      folder,
    );
    rest({ key, address });
    run(`npm run -s refresh -- --data ${data}`, root);
    look((name) =>
      JSON.parse(run(`npm run -s report -- ${name} --product ${product} --format json --data ${data}`, root)),
    );
  } finally {
    process.kill(-(started.pid as number), 'SIGINT');
    if (started.exitCode === null) await once(started, 'exit');
  }
}
