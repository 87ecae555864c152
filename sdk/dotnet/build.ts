import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile, sources } from './compile.ts';

/**
 * Makes `Assent.Sdk.dll` with its documentation, `Assent.Sdk.xml`, in the folder given: the catalog's part first. Where
 * there is no compiler of Mono's, it says what to do with one of .NET.
 */
const root = join(import.meta.dirname, '..', '..');
const [, , target = root] = process.argv;
const node = process.execPath;
try {
  execFileSync(node, [join(root, 'cli', 'sdk-types.ts'), '--language', 'csharp'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
} catch {
  // It has said what is wrong with the catalog.
  process.exit(1);
}
const events = readFileSync(join(import.meta.dirname, 'src', 'Events.cs'), 'utf8');
const version = /Version = "(.*)"/.exec(events)?.[1] as string;
const folder = mkdtempSync(join(tmpdir(), 'assent-csharp-'));
try {
  const about = join(folder, 'About.cs');
  writeFileSync(
    about,
    `using System.Reflection;
[assembly: AssemblyTitle("Assent.Sdk")]
[assembly: AssemblyVersion("${version.split('-')[0]}.0")]
[assembly: AssemblyInformationalVersion("${version}")]
`,
  );
  const documented = ['-target:library', `-doc:${join(target, 'Assent.Sdk.xml')}`];
  const made = compile(join(target, 'Assent.Sdk.dll'), [...sources(), about], documented);
  console.log(
    made
      ? 'Assent.Sdk.dll'
      : `There is no mcs (Mono) here. sdk/dotnet has your events now: make the package by dotnet pack sdk/dotnet/Assent.Sdk.csproj --output ${target}`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
