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
/** Names that no user, no file and nothing of the language or the platform has: they are shortened. */
const inner =
  /^(?:writeFirst|purge|batchBytes|later|sending|retryAfter|learned|begun|characters|claim|peek|decided|held|forget|seconds|batch)$/;

/** A file of the package. The vendor's part is one of its own. */
async function bundle(
  name: string,
  what: string,
  format: 'esm' | 'cjs',
  platform: 'node' | 'browser' = 'node',
) {
  const end = format === 'cjs' ? 'cjs' : 'js';
  const from = `import { ${what} } from './${name}.ts';`;
  await build({
    stdin: {
      // esbuild's own exports for CommonJS take 150 bytes more.
      contents: format === 'cjs' ? `${from} module.exports = { ${what} };` : `${from} export { ${what} };`,
      resolveDir: join(here, 'src'),
      loader: 'ts',
    },
    outfile: join(dist, `${name}.${end}`),
    bundle: true,
    minify: true,
    mangleProps: inner,
    charset: 'utf8',
    target: 'es2022',
    logLevel: 'warning',
    platform,
    format,
    plugins: [
      {
        name: 'catalog',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^\.\/catalog\.ts$/ }, ({ importer }) =>
            importer === '<stdin>' ? undefined : { path: `./catalog.${end}`, external: true },
          ),
      },
    ],
  });
}
for (const format of ['esm', 'cjs'] as const) {
  await bundle('node', 'Assent', format);
  await bundle('catalog', 'dialogs, events, noticeVersion, purposes', format);
}
await bundle('browser', 'Assent', 'esm', 'browser');
const tsc = join(here, '..', 'node_modules', 'typescript', 'bin', 'tsc');
execFileSync(process.execPath, [tsc, '--project', here], { stdio: ['ignore', 'inherit', 'inherit'] });
// The same types for `require`: what a `.d.ts` is, the nearest package.json says.
cpSync(join(dist, 'types'), join(dist, 'types-cjs'), { recursive: true });
writeFileSync(join(dist, 'types-cjs', 'package.json'), '{ "type": "commonjs" }\n');
