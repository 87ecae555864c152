import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { version } from './src/version.ts';

/** Makes `dist`: a file for ESM, one for CommonJS, one for browsers, and their types. `npm pack` runs it. */
const here = import.meta.dirname;
const dist = join(here, 'dist');
const { version: named } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
if (named !== version)
  throw new Error('src/version.ts and package.json differ: write the same version into both.');

rmSync(dist, { recursive: true, force: true });
const options = {
  bundle: true,
  minify: true,
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
} as const;
const entry = (name: string) => [join(here, 'src', name)];
await build({
  ...options,
  entryPoints: entry('node.ts'),
  platform: 'node',
  format: 'esm',
  outfile: join(dist, 'node.js'),
});
await build({
  ...options,
  entryPoints: entry('node.ts'),
  platform: 'node',
  format: 'cjs',
  outfile: join(dist, 'node.cjs'),
});
await build({
  ...options,
  entryPoints: entry('browser.ts'),
  platform: 'browser',
  format: 'esm',
  outfile: join(dist, 'browser.js'),
});
const tsc = join(here, '..', 'node_modules', 'typescript', 'bin', 'tsc');
execFileSync(process.execPath, [tsc, '--project', here], { stdio: ['ignore', 'inherit', 'inherit'] });
// The same types for `require`: what a `.d.ts` is, the nearest package.json says.
cpSync(join(dist, 'types'), join(dist, 'types-cjs'), { recursive: true });
writeFileSync(join(dist, 'types-cjs', 'package.json'), '{ "type": "commonjs" }\n');
