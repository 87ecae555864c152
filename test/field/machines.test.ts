import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { addProduct, localForFile } from '../e2e/local.ts';
import { network } from '../sdk/network.ts';
import { type Fake, program } from '../sdk/program.ts';

const started = localForFile({ schedules: false });
let between: Awaited<ReturnType<typeof network>>;
let writeKey: string;
let folder: string;
beforeAll(async () => {
  between = await network(started.url);
  writeKey = await addProduct(started, 'anywhere');
});
afterAll(() => between.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assent-machines-'));
  between.seen.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const mb = 1024 ** 2;
const cores = (n: number) => Array.from({ length: n }, () => ({ model: 'x', speed: 0, times: {} }));
const linux = { platform: 'linux', type: 'Linux', arch: 'x64' };
const plist = (version: string) =>
  `<plist version="1.0"><dict>\n\t<key>ProductName</key>\n\t<string>macOS</string>\n\t<key>ProductVersion</key>\n\t<string>${version}</string>\n</dict></plist>\n`;

const machines: [string, Fake, object, object][] = [
  [
    'Raspberry Pi OS',
    { os: { ...linux, release: '6.6.51+rpt-rpi-v8', arch: 'arm64', cpus: cores(4), totalmem: 426.6 * mb } },
    { LC_ALL: 'en_GB.UTF-8' },
    {
      os_name: 'Linux',
      os_version: '6.6.51+rpt-rpi-v8',
      architecture: 'arm64',
      memory_mb: 427,
      language: 'en-GB',
    },
  ],
  [
    'GKE with hidden processors',
    { os: { ...linux, release: '6.1.100+', cpus: [], totalmem: 2048 * mb } },
    { LC_ALL: 'C.UTF-8' },
    { os_version: '6.1.100+', cpu_cores: undefined, memory_mb: 2048 },
  ],
  [
    'Synology',
    { os: { ...linux, release: '4.4.302+', cpus: cores(2), totalmem: 1024 * mb } },
    { LC_ALL: 'POSIX' },
    { os_version: '4.4.302+', cpu_cores: 2 },
  ],
  [
    'Windows with the C locale',
    { os: { platform: 'win32', type: 'Windows_NT', release: '10.0.26100', arch: 'x64', cpus: cores(16) } },
    { LC_ALL: 'C' },
    { os_name: 'Windows', os_version: '10.0.26100', cpu_cores: 16 },
  ],
  [
    'macOS',
    {
      os: { platform: 'darwin', type: 'Darwin', release: '24.1.0', arch: 'arm64' },
      files: { '/System/Library/CoreServices/SystemVersion.plist': plist('15.1.1') },
    },
    { LC_ALL: 'de_DE' },
    { os_name: 'macOS', os_version: '15.1.1', architecture: 'arm64', language: 'de-DE' },
  ],
  [
    'macOS that does not tell its version: not that of its kernel',
    { os: { platform: 'darwin', type: 'Darwin', release: '24.1.0' } },
    {},
    { os_name: 'macOS', os_version: undefined },
  ],
  [
    'a machine that tells nothing',
    { os: { type: null, release: null, cpus: null, totalmem: null, arch: null } },
    { LC_ALL: 'xx_YY@nowhere' },
    { os_name: undefined, os_version: undefined, cpu_cores: undefined, memory_mb: undefined },
  ],
  [
    'a kernel with a name that no version has',
    { os: { ...linux, release: `5.10.0-${'custom'.repeat(20)}`, totalmem: 0 } },
    {},
    { os_version: undefined, memory_mb: undefined },
  ],
];

test.each(machines)('a program on %s loses nothing, and says what it is', async (_, fake, env, expected) => {
  const options = { url: between.url, writeKey, folder, context: { product_version: '1.0.0' } };
  const lines = await program(options, ['grant', 'use one', 'use two', 'send'], fake, env);
  expect(lines).toContain('sent true 0');
  const [{ context, events }] = between.batches();
  expect(events).toHaveLength(2);
  for (const [field, value] of Object.entries(expected)) expect(context[field], field).toBe(value);
});

test.each([
  [{ TF_BUILD: 'True' }, true],
  [{ TEAMCITY_VERSION: '2024.12' }, true],
  [{ JENKINS_URL: 'http://jenkins', BUILD_ID: '7' }, true],
  [{ CODEBUILD_BUILD_ARN: 'arn:aws:codebuild:x' }, true],
  [{ GITHUB_ACTIONS: 'true' }, true],
  [{ CI: 'false' }, false],
  [{}, false],
])('a build machine is known by the variables of its service: %j', async (env, ci) => {
  const options = { url: between.url, writeKey: 'built.x', folder, context: { product_version: '1.0.0' } };
  const lines = await program(options, ['grant', 'use one', 'context'], {}, env);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ ci });
});
