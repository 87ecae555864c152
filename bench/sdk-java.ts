import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { measurePackage } from './sdk-package.ts';

const sdk = join(import.meta.dirname, '..', 'sdk', 'java');

export const measureSdkJava = (rounds: number) =>
  measurePackage(
    join(sdk, 'build.ts'),
    (made) => {
      const jars = globSync(join(made, '*.jar'));
      const file = jars.find((path) => !/-(?:sources|javadoc)\.jar$/.test(path)) ?? '';
      const source = join(sdk, 'conformance', 'Numbers.java');
      execFileSync('javac', ['-nowarn', '-cp', file, '-d', join(made, 'classes'), source]);
      // By Java's first compiler alone, as in any short program: the second, while it works, holds the end of one that is busy.
      const path = `${file}:${join(made, 'classes')}`;
      return { file, command: ['java', '-XX:TieredStopAtLevel=1', '-cp', path, 'assent.sdk.Numbers'] };
    },
    rounds,
  );
