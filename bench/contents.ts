import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from '../infra/bundle.ts';

/** What a function loads when it starts, in bytes of code: how much, of how much, and from where most of it comes. */
export type Contents = { bytes: number; all: number; largest: { input: string; bytes: number }[] };

const root = resolve(import.meta.dirname, '..');

/** By esbuild's own account of the bundle. */
export function contents(name: string): Contents {
  const folder = mkdtempSync(join(tmpdir(), 'assent-bench-'));
  const { outputs } = build(join(root, 'functions', name, 'handler.ts'), folder);
  rmSync(folder, { recursive: true, force: true });

  const loaded = new Set<string>();
  const load = (path: string) => {
    if (loaded.has(path)) return;
    loaded.add(path);
    for (const { path: next, kind, external } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && !external) load(next);
    }
  };
  load(Object.keys(outputs).find((path) => path.endsWith('/index.mjs')) as string);

  const inputs = new Map<string, number>();
  for (const path of loaded) {
    for (const [input, { bytesInOutput }] of Object.entries(outputs[path]?.inputs ?? {})) {
      inputs.set(input, (inputs.get(input) ?? 0) + bytesInOutput);
    }
  }
  const bytesOf = (paths: Iterable<string>) =>
    [...paths].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
  return {
    bytes: bytesOf(loaded),
    all: bytesOf(Object.keys(outputs)),
    largest: [...inputs]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, 5)
      .map(([input, bytes]) => ({ input: input.replace(/^node_modules\//, ''), bytes })),
  };
}
