import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** How the driver of a language is made and started. Commands run in the repository's folder. */
export type Language = {
  /** Programs without which it is skipped, by name or path; and any other word of why it is. */
  needs: string[];
  lacks?: string | undefined;
  /** Of the lives, those whose names match. */
  lives?: RegExp;
  /** So many of the lives, spread evenly, where another entry is held to all of them. */
  some?: number;
  /** Nothing is said of how long its CPU takes: it runs under sanitizers. */
  isSlow?: true;
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

const wine = '/usr/x86_64-w64-mingw32';
/** The driver in C++, as CMake makes it with these words more. */
const cpp = (name: string, needs: string[], more = '', command: string[] = []): Language => ({
  needs: ['cmake', ...needs],
  build: [
    [node, 'run.cjs', 'cli/sdk-types.ts', '--language', 'cpp'],
    shell(
      `cmake -S sdk/cpp -B ${resolve(made, name)} -DASSENT_TESTS=ON ${more} && cmake --build ${resolve(made, name)} --parallel 2`,
    ),
  ],
  command: [...command, resolve(made, name, command.length > 0 ? 'assent-driver.exe' : 'assent-driver')],
});
const ofLinux = ['/usr/include/zlib.h', '/usr/include/utf8proc.h', 'curl-config'];
/** Under GCC's sanitizers, for which each fault ends the driver: those of Clang hang beside libfaketime. */
const sanitized = (what: string): Language => ({
  ...cpp(
    `cpp-${what.split(',')[0]}`,
    [...ofLinux, 'g++'],
    `-DCMAKE_CXX_COMPILER=g++ -DCMAKE_CXX_FLAGS='-O1 -g1 -Wall -Wextra -fno-sanitize-recover=all -fsanitize=${what}'`,
  ),
  some: 40,
  isSlow: true,
  env: { ASAN_OPTIONS: 'verify_asan_link_order=0', TSAN_OPTIONS: 'exitcode=66' },
});

export const languages: Record<string, Language> = {
  cpp: cpp('cpp', [...ofLinux, 'c++'], "-DCMAKE_CXX_FLAGS='-O2 -Wall -Wextra -Werror'"),
  'cpp-address': sanitized('address,undefined'),
  'cpp-thread': sanitized('thread'),
  // Wine is not Windows: it is what a machine without Windows can tell of it.
  'cpp-wine': {
    ...cpp(
      join(process.env.WINEPREFIX ?? '', '..', 'cpp-wine'),
      ['x86_64-w64-mingw32-g++-posix', 'wine', `${wine}/include/zlib.h`],
      `-DCMAKE_SYSTEM_NAME=Windows -DCMAKE_CXX_COMPILER=x86_64-w64-mingw32-g++-posix -DCMAKE_FIND_ROOT_PATH=${wine} -DCMAKE_FIND_ROOT_PATH_MODE_LIBRARY=ONLY -DCMAKE_FIND_ROOT_PATH_MODE_INCLUDE=ONLY -DCMAKE_EXE_LINKER_FLAGS=-static`,
      ['wine'],
    ),
    // The others look at modes, kill at a step, set a clock or fill a disk by what Linux alone has.
    lives:
      /^(?!.*(?:read-only|a disk that|in the middle)).*(?:vector|withdraw|refus|erasure|erased|receipt|notice|DO_NOT_TRACK|administrator|option|grant)/,
    some: 30,
    isSlow: true,
    lacks: process.env.WINEPREFIX ? undefined : 'Wine that .ci/sdk-cpp has started',
    env: { WINEPREFIX: process.env.WINEPREFIX, WINEDEBUG: '-all' },
  },
  csharp: {
    needs: ['mcs', 'mono'],
    build: [
      [node, 'run.cjs', 'cli/sdk-types.ts', '--language', 'csharp'],
      shell(
        `mkdir -p ${made} && mcs -langversion:7.2 -sdk:4.7.1-api -r:System.Net.Http.dll -r:System.IO.Compression.dll -out:${join(made, 'csharp.exe')} sdk/dotnet/src/*.cs sdk/dotnet/conformance/Driver.cs`,
      ),
      // Of the calls to the C library the shim sees only those that Mono looks for in the whole process.
      shell(
        `echo '<configuration><dllmap dll="libc" target="__Internal"/></configuration>' > ${join(made, 'csharp.exe')}.config`,
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
