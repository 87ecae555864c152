import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Spread, spread } from './rounds.ts';

/** The same of the SDK in Java, by a program of its own: microseconds of CPU a call, ms of an exit, bytes of the package. */
export type SdkJava = { track: Spread; empty: Spread; exit: Spread; bytes: number };

const sdk = join(import.meta.dirname, '..', 'sdk', 'java');

/**
 * In a process of its own: from its last line to its end is its exit. By Java's first compiler alone, as in any short
 * program: the second, while it works, holds the end of any program that is busy.
 */
async function measure(classes: string, folder: string): Promise<{ call: number; exit: number }> {
  const { DO_NOT_TRACK: _, ...env } = process.env;
  const child = spawn('java', ['-XX:TieredStopAtLevel=1', '-cp', classes, 'assent.sdk.Numbers', folder], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  const began = performance.now();
  await once(child, 'exit');
  return { call: Number(line), exit: performance.now() - began };
}

export async function measureSdkJava(rounds: number): Promise<SdkJava> {
  const made = mkdtempSync(join(tmpdir(), 'assent-bench-'));
  try {
    execFileSync(process.execPath, [join(sdk, 'build.ts'), made], { stdio: ['ignore', 'ignore', 'inherit'] });
    const jar = globSync(join(made, '*.jar')).find((path) => !/-(?:sources|javadoc)\.jar$/.test(path)) ?? '';
    const source = join(sdk, 'conformance', 'Numbers.java');
    execFileSync('javac', ['-nowarn', '-cp', jar, '-d', join(made, 'classes'), source]);
    const classes = `${jar}:${join(made, 'classes')}`;
    const all: { ours: Awaited<ReturnType<typeof measure>>; none: Awaited<ReturnType<typeof measure>> }[] =
      [];
    for (let round = 0; round < rounds; round++) {
      const ours = await measure(classes, join(made, `telemetry-${round}`));
      all.push({ ours, none: await measure(classes, 'none') });
    }
    return {
      track: spread(all.map(({ ours }) => ours.call)),
      empty: spread(all.map(({ none }) => none.call)),
      exit: spread(all.map(({ ours, none }) => ours.exit - none.exit)),
      bytes: statSync(jar).size,
    };
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
