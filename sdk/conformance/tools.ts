import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What this machine has of what lives need: paths of libraries to preload, and a command that binds a superuser. */
export type Tools = {
  shim?: string | undefined;
  faketime?: string | undefined;
  bound?: string[] | undefined;
};

export const hasProgram = (name: string): boolean =>
  existsSync(name.startsWith('/') ? name : '') ||
  (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, name)));

export function toolsOf(tell: (line: string) => void): Tools {
  if (process.platform !== 'linux') {
    tell('Not Linux: lives that need another clock, a full disk or kills are skipped.');
    return {};
  }
  const faketime = [
    `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/faketime`,
    '/usr/lib/faketime',
    '/usr/lib64/faketime',
  ]
    .map((folder) => join(folder, 'libfaketimeMT.so.1'))
    .find((path) => existsSync(path));
  if (!faketime) tell('No libfaketime: lives that need another clock are skipped.');
  const shim = join(mkdtempSync(join(tmpdir(), 'assent-shim-')), 'shim.so');
  const isMade =
    hasProgram('cc') &&
    spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', shim, join(import.meta.dirname, 'shim.c'), '-ldl'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    }).status === 0;
  if (!isMade) tell('No C compiler: lives that need kills, a full disk or a look at sockets are skipped.');
  return { faketime, shim: isMade ? shim : undefined, bound: bound() };
}

/** A superuser writes wherever nobody may, unless that right is taken. */
function bound(): string[] | undefined {
  if (process.getuid?.() !== 0) return [];
  const rights = '-dac_override,-dac_read_search,-fowner';
  const command = ['setpriv', '--bounding-set', rights, '--inh-caps', rights];
  try {
    execFileSync(command[0] as string, [...command.slice(1), 'true'], { stdio: 'ignore' });
    return command;
  } catch {
    return undefined;
  }
}
