import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync, type Metafile } from 'esbuild';
import { compile } from '../reports/compile.ts';
import { countryTable } from '../shared/country-table.ts';

const root = resolve(import.meta.dirname, '..');

// The CDK copies assets into its output, so what is built here lives no longer than the synthesis.
const folder = mkdtempSync(join(tmpdir(), 'assent-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** A function is bundled with the vendor's files that this process itself would load: in tests, the pinned ones. */
const { resolve: load } = createRequire(import.meta.url);
const vendors = Object.fromEntries(['#vendor/yours', '#vendor/released'].map((name) => [name, load(name)]));

/** Reports, and what organizations are told beside them, as a function runs them: by the file of each. */
const statements: Record<string, Record<string, string>> = {
  lake: {
    'reports/license-usage.sql': 'license-usage.json',
    'reports/statement/versions.sql': 'versions.json',
  },
};

const bundled = new Set<string>();

/**
 * Bundles a function into a folder of its own, with the files it reads (SQL, and the table of countries that the setting
 * `countries` names) beside the code; returns its path. Once a process: its code does not change meanwhile.
 */
export function bundle(name: string, countries?: string): string {
  const table = name === 'ingest' ? countryTable(countries).file : undefined;
  const outdir = join(folder, table ? `${name}-${Buffer.from(table).toString('hex')}` : name);
  if (bundled.has(outdir)) return outdir;
  bundled.add(outdir);
  const source = join(root, 'functions', name);
  build(join(source, 'handler.ts'), outdir);
  for (const [from, to] of Object.entries(statements[name] ?? {}))
    writeFileSync(join(outdir, to), JSON.stringify(compile(readFileSync(join(root, from), 'utf8'))));
  if (table) cpSync(table, join(outdir, 'countries.mmdb'));
  for (const file of readdirSync(source)) {
    if (file.endsWith('.sql')) cpSync(join(source, file), join(outdir, file));
  }
  return outdir;
}

/**
 * Bundles an entry into `outdir`, as index.mjs and its parts: ESM, split so that what is rarely needed loads when it
 * is, and the AWS SDK inside. Returns esbuild's account of what went where.
 */
export function build(entry: string, outdir: string): Metafile {
  const { metafile } = buildSync({
    entryPoints: { index: entry },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    absWorkingDir: root,
    alias: vendors,
    // Chunks are named by the paths of what is in them: from a checkout that links to its packages they are the same.
    preserveSymlinks: true,
    legalComments: 'none',
    // The few CommonJS parts left expect a `require`.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    logLevel: 'warning',
    metafile: true,
  });
  return metafile;
}
