import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How the driver of a language is made and started. Commands run in the repository's folder. */
export type Language = {
  /** Programs without which it is skipped. */
  needs: string[];
  build?: string[][];
  command: string[];
  /** More of the environment; undefined for what this language must not have. */
  env?: Record<string, string | undefined>;
};

const root = join(import.meta.dirname, '..', '..');
/** Where drivers are made: outside the repository. */
const made = join(tmpdir(), `assent-conformance-${process.pid}`);
const node = process.execPath;
/** The interpreter itself: what `python3` names may be a script that looks for it at each start. */
const python =
  process.env.ASSENT_PYTHON ??
  spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).stdout?.trim() ??
  'python3';

export const languages: Record<string, Language> = {
  python: {
    needs: ['python3'],
    build: [[node, 'cli/sdk-types.ts', '--language', 'python']],
    command: [
      python,
      ...['-I', '-S', '-X', `pycache_prefix=${made}`],
      join(root, 'sdk', 'python', 'conformance', 'driver.py'),
    ],
  },
  typescript: {
    needs: [],
    build: [
      [
        node,
        join(root, 'node_modules', 'esbuild', 'bin', 'esbuild'),
        'sdk/conformance/typescript.ts',
        '--bundle',
        '--platform=node',
        '--format=esm',
        '--log-level=warning',
        `--outfile=${join(made, 'typescript.mjs')}`,
      ],
    ],
    command: [node, join(made, 'typescript.mjs')],
  },
};
