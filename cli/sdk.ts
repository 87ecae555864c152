import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { main } from '../operator/program.ts';
import { during } from '../operator/progress.ts';

const root = join(import.meta.dirname, '..');

/** What makes the package of a language, in the folder that its first argument names. */
const builds: Readonly<Record<string, string>> = {
  cpp: 'sdk/cpp/build.ts',
  csharp: 'sdk/dotnet/build.ts',
  python: 'sdk/python/build.ts',
  java: 'sdk/java/build.ts',
  typescript: 'sdk/build.ts',
};

await main(
  new Command('npm run sdk --')
    .description('Makes the package of an SDK: it knows your events and the texts to ask with.')
    .addOption(
      new Option('--language <name>', 'the SDK in this language')
        .choices(Object.keys(builds))
        .default('typescript'),
    )
    .argument('[folder]', 'put it here', root)
    .action(async (folder: string, { language }: { language: string }) => {
      mkdirSync(folder, { recursive: true });
      const build = [join(root, builds[language] as string), resolve(folder)];
      const ended = once(spawn(process.execPath, build, { stdio: 'inherit' }), 'exit');
      const [code] = await during(`making the SDK for ${language}`, ended);
      process.exitCode = code ?? 1;
    }),
);
