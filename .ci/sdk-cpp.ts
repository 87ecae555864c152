import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cpp } from '../shared/sdk-types/cpp.ts';
import { odd } from '../test/sdk/odd-catalog.ts';

/**
 * The package for C and C++ as a vendor uses it: built, installed, found by CMake, static and shared; what it exports;
 * a catalog of odd names compiled; and the example, whose reports must say what it did.
 */
const root = resolve(import.meta.dirname, '..');
const has = (name: string) =>
  (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, name)));
for (const name of ['cmake', 'c++', 'cc', 'curl-config', '../include/zlib.h', '../include/utf8proc.h'])
  if (!has(name)) {
    console.log(`skipped, since this machine has no ${name}`);
    process.exit(77);
  }

const folder = mkdtempSync(join(tmpdir(), 'assent-cpp-'));
const { DO_NOT_TRACK: _, CI: __, LANG: ___, ...env } = process.env;
/** Ends well, or everything does. */
const run = (command: string, args: string[], more: { env?: object; input?: string; cwd?: string } = {}) =>
  execFileSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
    ...more,
    env: { ...env, ...more.env },
  });
const npm = (...args: string[]) => run('npm', ['run', '-s', ...args]);

const source = npm('sdk', '--', '--language', 'cpp', folder).trim();
for (const kind of ['static', 'shared']) {
  const [build, prefix] = [join(folder, `build-${kind}`), join(folder, kind)];
  const flag = `-DBUILD_SHARED_LIBS=${kind === 'shared' ? 'ON' : 'OFF'}`;
  run('cmake', [
    '-S',
    source,
    '-B',
    build,
    flag,
    '-DCMAKE_BUILD_TYPE=MinSizeRel',
    `-DCMAKE_INSTALL_PREFIX=${prefix}`,
  ]);
  run('cmake', ['--build', build, '--parallel', '2', '--target', 'install']);
  run('cmake', ['-S', 'sdk/examples/cad', '-B', `${build}-cad`, `-DCMAKE_PREFIX_PATH=${prefix}`]);
  run('cmake', ['--build', `${build}-cad`]);
}
const shared = join(folder, 'build-shared', 'libassent.so');
const exported = run('nm', ['-D', '--defined-only', shared]).split('\n').filter(Boolean);
const foreign = exported.filter((line) => !/ T assent_[a-z_]+$/.test(line));
if (exported.length < 30 || foreign.length > 0)
  throw new Error(`The shared library exports more than its C functions:\n${foreign.join('\n')}`);

// The header is C, for a compiler of 1999 too.
writeFileSync(
  join(folder, 'header.c'),
  '#include <assent.h>\nint main(void) { return assent_text("a", "b").integer != 0; }\n',
);
run('cc', [
  '-std=c99',
  '-Wall',
  '-Wextra',
  '-Wpedantic',
  '-Werror',
  `-I${source}/include`,
  '-fsyntax-only',
  join(folder, 'header.c'),
]);

// Whatever a vendor may write compiles, with the warnings that vendors have on.
mkdirSync(join(folder, 'odd', 'assent'), { recursive: true });
writeFileSync(join(folder, 'odd', 'assent', 'events.hpp'), cpp(odd));
for (const name of ['value.hpp'])
  writeFileSync(join(folder, 'odd', 'assent', name), readFileSync(join(source, 'include', 'assent', name)));
for (const name of ['assent.h', 'assent.hpp'])
  writeFileSync(join(folder, 'odd', name), readFileSync(join(source, 'include', name)));
writeFileSync(join(folder, 'odd.cpp'), '#define ASSENT_TABLE\n#include <assent.hpp>\nint main() {}\n');
for (const standard of ['c++17', 'gnu++20'])
  for (const compiler of ['c++', 'clang++-14'].filter(has))
    run(compiler, [
      `-std=${standard}`,
      '-Wall',
      '-Wextra',
      '-Werror',
      `-I${folder}/odd`,
      '-fsyntax-only',
      join(folder, 'odd.cpp'),
    ]);

const data = join(folder, 'data');
const started = spawn('npm', ['start', '--', '--empty', '--port', '0', '--data', data], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
});
try {
  const address = await new Promise<string>((ready, failed) => {
    let out = '';
    started.stdout.on('data', (chunk) => {
      out += chunk;
      const [, url] = /^ready (\S+)/m.exec(out) ?? [];
      if (url) ready(url);
    });
    started.on('exit', () => failed(new Error(out)));
  });
  const { write_key } = JSON.parse(npm('admin', '--', 'product', 'add', 'cad', '--json', '--data', data));
  /** The example, as somebody's start of it; `input` answers what it asks. */
  const cad = (args: string[], input = '', user = 'anna', kind = 'static') => {
    const home = join(folder, user);
    mkdirSync(home, { recursive: true });
    return spawnSync(join(folder, `build-${kind}-cad`, 'cad'), args, {
      cwd: home,
      input,
      encoding: 'utf8',
      env: { ...env, ASSENT_KEY: write_key, ASSENT_URL: address, XDG_STATE_HOME: home },
    });
  };
  const yes = 'y\nn\nn\ny\ny\n';
  /** A start of the example that ends as it should. */
  const ends = (...given: Parameters<typeof cad>) => {
    const { status, signal, stderr } = cad(...given);
    if (status !== 0) throw new Error(`cad ended with ${status ?? signal}: ${stderr}`);
  };
  ends(['extrude', 'fillet', 'extrude', 'checkout', 'return'], yes);
  ends(['render', 'checkout', 'return'], yes, 'ben', 'shared');
  const crashed = cad(['extrude', 'crash']);
  if (crashed.signal !== 'SIGABRT') throw new Error(`A crash ended with ${crashed.status ?? crashed.signal}`);
  ends(['extrude']);
  npm('refresh', '--', '--data', data);
  const report = (name: string) =>
    JSON.parse(
      npm('report', '--', name, '--product', 'cad', '--format', 'json', '--threshold', '1', '--data', data),
    );
  const licenses = JSON.parse(
    npm('report', '--', 'license-peaks', '--product', 'cad', '--format', 'json', '--data', data),
  );
  if (licenses.length !== 1 || licenses[0].seats_peak < 1)
    throw new Error(`license-peaks: ${JSON.stringify(licenses)}`);
  const [stability] = report('stability');
  if (stability?.product_version !== '1.0.0' || Number(stability.failed_sessions) !== 1)
    throw new Error(`stability: ${JSON.stringify(stability)}`);
  const used = report('feature-adoption').map(({ feature }: { feature: string }) => feature);
  for (const feature of ['extrude', 'fillet', 'render'])
    if (!used.includes(feature)) throw new Error(`feature-adoption: ${used}`);
  console.log(JSON.stringify({ licenses, stability, used }));
} finally {
  process.kill(-(started.pid as number), 'SIGINT');
  await new Promise((ended) => started.on('exit', ended));
  rmSync(folder, { recursive: true, force: true });
}
