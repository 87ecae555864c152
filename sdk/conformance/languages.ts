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

/** One step of a shell, for what its words have to stand for. */
const shell = (line: string) => ['sh', '-c', line];

/** The driver in C++, compiled with these flags more. */
const cpp = (name: string, flags = '', env: Language['env'] = {}): Language => ({
  needs: ['cmake', 'c++', 'curl-config', '../include/zlib.h', '../include/utf8proc.h'],
  build: [
    [node, 'run.cjs', 'cli/sdk-types.ts', '--language', 'cpp'],
    shell(
      `cmake -S sdk/cpp -B ${join(made, name)} -DASSENT_TESTS=ON -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_FLAGS='-Wall -Wextra -Werror ${flags}' && cmake --build ${join(made, name)} --parallel 2`,
    ),
  ],
  command: [join(made, name, 'assent-driver')],
  env,
});

export const languages: Record<string, Language> = {
  cpp: cpp('cpp'),
  csharp: {
    needs: ['mcs', 'mono'],
    build: [
      [node, 'run.cjs', 'cli/sdk-types.ts', '--language', 'csharp'],
      shell(
        `mkdir -p ${made} && mcs -langversion:7.2 -sdk:4.7.1-api -r:System.Net.Http.dll -r:System.IO.Compression.dll -out:${join(made, 'csharp.exe')} sdk/dotnet/src/*.cs sdk/dotnet/conformance/Driver.cs`,
      ),
    ],
    command: ['mono', join(made, 'csharp.exe')],
    // Mono waits by a clock that libfaketime would turn into another, though it is told to leave it.
    env: { FAKETIME_FORCE_MONOTONIC_FIX: '0' },
  },
  java: {
    needs: ['javac'],
    build: [
      [node, 'run.cjs', 'cli/sdk-types.ts', '--language', 'java'],
      ['sdk/java/conformance/make', join(made, 'java')],
    ],
    command: [
      // Another Java than the one that compiles may run it; it could not read the archive.
      ...(process.env.ASSENT_JAVA
        ? [process.env.ASSENT_JAVA]
        : ['java', `-XX:SharedArchiveFile=${join(made, 'java', 'driver.jsa')}`]),
      '-XX:-UsePerfData',
      '-XX:TieredStopAtLevel=1',
      '-XX:+UseSerialGC',
      // The suite reads whom it called by their IPv4 addresses.
      '-Djava.net.preferIPv4Stack=true',
      '-cp',
      join(made, 'java', 'driver.jar'),
      'assent.sdk.Driver',
    ],
    // By its mend for other programs, libfaketime lets the JVM's timed waits end at once, which then spin.
    env: { FAKETIME_FORCE_MONOTONIC_FIX: '0' },
  },
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
