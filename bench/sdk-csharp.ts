import { join } from 'node:path';
import { compile } from '../sdk/dotnet/compile.ts';
import { measurePackage } from './sdk-package.ts';

const sdk = join(import.meta.dirname, '..', 'sdk', 'dotnet');

export const measureSdkCsharp = (rounds: number) =>
  measurePackage(
    join(sdk, 'build.ts'),
    (made) => {
      const file = join(made, 'Assent.Sdk.dll');
      const program = join(made, 'Numbers.exe');
      compile(program, [join(sdk, 'conformance', 'Numbers.cs')], [`-r:${file}`]);
      return { file, command: ['mono', program] };
    },
    rounds,
  );
