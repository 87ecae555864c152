import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { version } from './src/version.ts';

/**
 * Makes the package, `assent-sdk-<version>.tgz` in the folder given (the repository's, if none is): first the types of
 * the catalog, then a file for ESM, one for CommonJS, one for browsers. Its version tells the notice and a digest of
 * the catalog: npm takes a file of another version for another package, one of the same for the one it has.
 */
const here = import.meta.dirname;
const root = join(here, '..');
const dist = join(here, 'dist');
const [, , target = root] = process.argv;
const node = (...args: string[]) =>
  execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });

const manifest = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
if (manifest.version !== version)
  throw new Error('sdk/src/version.ts and sdk/package.json differ: write the same version into both.');
try {
  node(join(root, 'cli', 'sdk-types.ts'));
} catch {
  // It has said what is wrong with the catalog.
  process.exit(1);
}
const { noticeVersion } = await import('./src/catalog.ts');
const catalog = createHash('sha256').update(readFileSync(join(here, 'src', 'catalog.ts')));
const packed = `${version}-notice${noticeVersion}-${catalog.digest('hex').slice(0, 8)}`;

/** What is in a file of its own, or is another in a package than in the repository. */
const parts = (end: string): Plugin => ({
  name: 'parts',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/catalog\.ts$/ }, ({ importer }) =>
      importer === '<stdin>' ? undefined : { path: `./catalog.${end}`, external: true },
    );
    const contents = `export const version = '${packed}'; export const made = ${Date.now()};`;
    onLoad({ filter: /sdk.src.version\.ts$/ }, () => ({ contents }));
    // Of the list of build services only the variables that tell of them.
    onLoad({ filter: /ci-info.vendors\.json$/ }, ({ path }) => ({
      contents: JSON.stringify(
        JSON.parse(readFileSync(path, 'utf8')).map(({ env }: { env: unknown }) => ({ name: 1, env })),
      ),
      loader: 'json',
    }));
  },
});

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
    charset: 'utf8',
    target: 'es2022',
    logLevel: 'warning',
    platform,
    format,
    plugins: [parts(end)],
  });
}
rmSync(dist, { recursive: true, force: true });
for (const format of ['esm', 'cjs'] as const) {
  await bundle('node', 'Assent', format);
  await bundle('catalog', 'dialogs, events, noticeVersion, purposes', format);
}
await bundle('browser', 'Assent', 'esm', 'browser');
node(join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '--project', here);
// The same types for `require`: what a `.d.ts` is, the nearest package.json says.
cpSync(join(dist, 'types'), join(dist, 'types-cjs'), { recursive: true });
writeFileSync(join(dist, 'types-cjs', 'package.json'), '{ "type": "commonjs" }\n');

const folder = mkdtempSync(join(tmpdir(), 'assent-sdk-'));
try {
  for (const name of ['dist', 'vectors', 'README.md'])
    cpSync(join(here, name), join(folder, name), { recursive: true });
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  cpSync(join(root, 'node_modules', 'ci-info', 'LICENSE'), join(folder, 'dist', 'LICENSE.ci-info'));
  const { scripts: _, private: __, ...rest } = manifest;
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...rest, version: packed }, null, 2)}\n`);
  // One package at a time, so that nobody installs an old one.
  for (const name of readdirSync(target)) if (/^assent-sdk-.*\.tgz$/.test(name)) rmSync(join(target, name));
  execFileSync('npm', ['pack', '--silent', '--pack-destination', target], { cwd: folder, stdio: 'inherit' });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
