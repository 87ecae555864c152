import { join } from 'node:path';
import { build } from 'esbuild';

/** The page's own files, bundled when they are first asked for: a second's work. */

type File = { type: string; contents: Uint8Array | string };

const types: Record<string, string> = {
  'app.js': 'text/javascript; charset=utf-8',
  'app.css': 'text/css; charset=utf-8',
};

async function bundled(): Promise<Map<string, File>> {
  const { outputFiles } = await build({
    entryPoints: { app: join(import.meta.dirname, 'client', 'app.tsx') },
    outdir: 'app',
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    target: 'es2023',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'silent',
  });
  return new Map(
    outputFiles.map(({ path, contents }) => {
      const name = path.split(/[\\/]/).at(-1) as string;
      return [name, { type: types[name] as string, contents }];
    }),
  );
}

let files: Promise<Map<string, File>> | undefined;

export async function appFile(name: string): Promise<File | undefined> {
  if (!(name in types)) return undefined;
  files ??= bundled();
  return (await files).get(name);
}

export const shell = (base: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<base href="${base}/">
<title>Assent</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="app.css">
<script type="module" src="app.js"></script>
</head>
<body><noscript>This page needs JavaScript. <code>npm run report -- --all --format html --out reports</code> makes one without.</noscript></body>
</html>`;
