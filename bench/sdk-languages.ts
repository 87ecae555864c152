import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '../sdk/dotnet/compile.ts';
import { type Spread, spread } from './rounds.ts';

/** Of an SDK in another language: microseconds of CPU a call, ms of an exit, bytes of the package. */
export type SdkNumbers = { track: Spread; empty: Spread; exit: Spread; bytes: number };

/**
 * A program of its language's own, which measures calls with the SDK in the folder that its argument names, or without
 * for `none`, prints the microseconds, and ends. Behind them the milliseconds of its exit, where it can tell: else they are
 * those from that line to its end.
 */
type Program = { package: string; command: string[]; env?: Record<string, string> };

const sdk = join(import.meta.dirname, '..', 'sdk');
const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
const packed = (language: string, made: string, pattern: string): string => {
  run(process.execPath, join(import.meta.dirname, '..', 'cli', 'sdk.ts'), '--language', language, made);
  return globSync(join(made, pattern))[0] as string;
};

/** Of each language what makes its program in a folder. */
const programs: Readonly<Record<string, (made: string) => Program>> = {
  cpp(made) {
    const source = packed('cpp', made, 'assent-sdk-cpp-*');
    const [build, prefix] = [join(made, 'build'), join(made, 'installed')];
    run(
      'cmake',
      '-S',
      source,
      '-B',
      build,
      '-DBUILD_SHARED_LIBS=ON',
      '-DCMAKE_BUILD_TYPE=Release',
      `-DCMAKE_INSTALL_PREFIX=${prefix}`,
    );
    run('cmake', '--build', build, '--target', 'install');
    const program = join(made, 'numbers');
    const lib = join(prefix, 'lib');
    run(
      'c++',
      '-std=c++17',
      '-O2',
      `-I${prefix}/include`,
      join(sdk, 'cpp', 'conformance', 'numbers.cpp'),
      `-L${lib}`,
      '-lassent',
      `-Wl,-rpath,${lib}`,
      '-s',
      '-o',
      program,
    );
    return { package: join(lib, 'libassent.so'), command: [program] };
  },
  csharp(made) {
    const assembly = packed('csharp', made, '*.dll');
    const program = join(made, 'Numbers.exe');
    compile(program, [join(sdk, 'dotnet', 'conformance', 'Numbers.cs')], [`-r:${assembly}`]);
    return { package: assembly, command: ['mono', program] };
  },
  java(made) {
    packed('java', made, '*.jar');
    const jar = globSync(join(made, '*.jar')).find((path) => !/-(?:sources|javadoc)\.jar$/.test(path)) ?? '';
    const classes = join(made, 'classes');
    run('javac', '-nowarn', '-cp', jar, '-d', classes, join(sdk, 'java', 'conformance', 'Numbers.java'));
    // By its first compiler alone, as in any short program: the second, while it works, holds the end of a busy one.
    const command = ['java', '-XX:TieredStopAtLevel=1', '-cp', `${jar}:${classes}`, 'assent.sdk.Numbers'];
    return { package: jar, command };
  },
  python(made) {
    const wheel = packed('python', made, '*.whl');
    const python = join(made, 'venv', 'bin', 'python');
    run('python3', '-m', 'venv', join(made, 'venv'));
    run(python, '-m', 'pip', 'install', '--quiet', '--no-index', wheel);
    return { package: wheel, command: [python, join(sdk, 'python', 'conformance', 'measured.py')] };
  },
};
export const numbered = Object.keys(programs);

/** In a process of its own. */
async function measure({ command: [command = '', ...args], env }: Program, folder: string) {
  const { DO_NOT_TRACK: _, ...rest } = process.env;
  const child = spawn(command, [...args, folder], {
    env: { ...rest, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  let began = 0;
  child.stdout.on('data', (chunk) => {
    printed += chunk;
    began = performance.now();
  });
  await once(child, 'close');
  const [call, exit = performance.now() - began] = printed.trim().split(' ').map(Number);
  return { call: call as number, exit };
}

export async function measureLanguage(language: string, rounds: number): Promise<SdkNumbers> {
  const made = mkdtempSync(join(tmpdir(), 'assent-bench-'));
  try {
    const program = (programs[language] as (typeof programs)[string])(made);
    const all: { ours: Awaited<ReturnType<typeof measure>>; none: Awaited<ReturnType<typeof measure>> }[] =
      [];
    for (let round = 0; round < rounds; round++) {
      const ours = await measure(program, join(made, `telemetry-${round}`));
      all.push({ ours, none: await measure(program, 'none') });
    }
    return {
      track: spread(all.map(({ ours }) => ours.call)),
      empty: spread(all.map(({ none }) => none.call)),
      exit: spread(all.map(({ ours, none }) => ours.exit - none.exit)),
      bytes: statSync(program.package).size,
    };
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
