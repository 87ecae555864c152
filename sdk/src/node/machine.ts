import { existsSync, readFileSync } from 'node:fs';
import { arch, cpus, homedir, platform, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import type { Off } from '../platform.ts';

const { env } = process;
const systems: Record<string, string> = { win32: 'Windows', darwin: 'macOS' };

/** What the catalog's context asks for and a process can tell of its machine. */
export function environment(): Record<string, string | number> {
  return {
    language: Intl.DateTimeFormat().resolvedOptions().locale,
    os_name: systems[platform()] ?? type(),
    os_version: release(),
    architecture: arch(),
    cpu_cores: cpus().length,
    memory_mb: Math.round(totalmem() / 1024 ** 2),
  };
}

const isSet = (value: string | undefined) => value !== undefined && !/^(?:|0|false|no|off)$/i.test(value);

export const ci = isSet(env.CI);
export const debugs = isSet(env.ASSENT_DEBUG);

const library = '/Library/Application Support';

/** Where a program keeps what belongs to a user and this machine. */
export const folderOf = (product: string): string =>
  join(
    {
      win32: env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local'),
      darwin: join(homedir(), library),
    }[platform() as string] ??
      (env.XDG_STATE_HOME || join(homedir(), '.local', 'state')),
    product,
    'telemetry',
  );

/** Where an administrator rules for all users of a machine. */
export const policyFileOf = (product: string): string =>
  join(
    { win32: env.ProgramData ?? 'C:\\ProgramData', darwin: library }[platform() as string] ?? '/etc',
    product,
    'telemetry.json',
  );

/** A policy that can't be read, or says anything but that users may be asked, rules telemetry out. */
export function off(policyFile: string): Off | undefined {
  if (isSet(env.DO_NOT_TRACK)) return 'DO_NOT_TRACK';
  const policy = env.ASSENT_POLICY;
  if (policy !== undefined && policy !== 'ask') return 'policy';
  if (!existsSync(policyFile)) return undefined;
  try {
    return JSON.parse(readFileSync(policyFile, 'utf8')).telemetry === 'ask' ? undefined : 'policy';
  } catch {
    return 'policy';
  }
}
