import { existsSync, readFileSync } from 'node:fs';
import { arch, cpus, homedir, platform, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { isCI } from 'ci-info';
import { languageOf } from '../../../shared/forms/language.ts';
import { versionOf } from '../../../shared/forms/text.ts';
import type { Off } from '../platform.ts';

const { env } = process;

/** What a processor is called, by any of its names. */
export function architectureOf(name: string): string {
  const given = name.toLowerCase();
  if (/^(?:x86[_-]64|amd64)$/.test(given)) return 'x64';
  if (given === 'aarch64') return 'arm64';
  return given.replace(/^(?:x86|i[3-6]86)$/, 'ia32').replace(/^armv.*/, 'arm');
}
/** What people call a system. */
export const systemOf = (name: string): string =>
  name
    .replace(/^win.*/i, 'Windows')
    .replace(/^(?:darwin|mac ?os.*)/i, 'macOS')
    .replace(/^linux$/i, 'Linux');

/** What the catalog's context asks for and a process can tell of its machine. What one can't, is left out. */
export const environment = (): Record<string, string | number | undefined> => ({
  language: known(() => languageOf(Intl.DateTimeFormat().resolvedOptions().locale)),
  os_name: known(() => systemOf(type())),
  os_version: known(() => versionOf(platform() === 'darwin' ? productVersion() : release())),
  architecture: known(() => architectureOf(arch())),
  // A container's processors may be hidden.
  cpu_cores: known(() => cpus().length || undefined),
  memory_mb: known(() => Math.round(totalmem() / 1024 ** 2) || undefined),
});

/** As people name it: what `release` says on macOS is the version of its kernel. */
const productVersion = (): string | undefined =>
  /<key>ProductVersion<\/key>\s*<string>([^<]+)/.exec(
    readFileSync('/System/Library/CoreServices/SystemVersion.plist', 'utf8'),
  )?.[1];

function known<T>(of: () => T): T | undefined {
  try {
    return of();
  } catch {
    return undefined;
  }
}

const isSet = (value: string | undefined) => value !== undefined && !/^(?:|0|false|no|off)$/i.test(value);

export const ci = isCI;
export const debugs = isSet(env.ASSENT_DEBUG);
/** By what each wait is multiplied that the SDK plans by itself: for tests of its whole life. */
export const waitScale = Number(env.ASSENT_WAIT_SCALE || 1);

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
  env.ASSENT_POLICY_FILE ??
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
    return JSON.parse(readFileSync(policyFile, 'utf8').replace(/^\ufeff/, '')).telemetry === 'ask'
      ? undefined
      : 'policy';
  } catch {
    return 'policy';
  }
}
