import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';

/** What Mono's compiler is told: the language and the API that .NET Standard 2.0 has as well. */
const told = ['-langversion:7.2', '-sdk:4.7.1-api', '-warn:4', '-warnaserror'];
const references = ['-r:System.Net.Http.dll', '-r:System.IO.Compression.dll'];

export const sources = (): string[] => globSync(join(import.meta.dirname, 'src', '*.cs')).sort();

/** Compiles; undefined where there is no compiler. Throws what it says of a mistake. */
export function compile(out: string, files: string[], more: string[] = []): true | undefined {
  const made = spawnSync('mcs', [...told, ...references, `-out:${out}`, ...more, ...files], {
    encoding: 'utf8',
  });
  if ((made.error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return undefined;
  if (made.status !== 0) throw made.error ?? new Error(`${made.stdout}${made.stderr}`);
  return true;
}
