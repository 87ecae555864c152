import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasProgram } from '../sdk/conformance/tools.ts';
import { cpp } from '../shared/sdk-types/cpp.ts';
import { odd } from '../test/sdk/odd.ts';
import { odd as oddInCpp } from '../test/sdk/odd-cpp.ts';
import { env, expect, root, runner, walk } from './sdk-walk.ts';

/**
 * Does what docs/sdk.md says of C and C++, from an empty folder, and looks for what the example did in the reports; then
 * what a vendor's own build would stumble over: the shared library, its names, the header in C, a catalog of odd names,
 * and an administrator's policy on Windows, under Wine.
 */
const needs = ['cmake', 'c++', 'cc', 'nm', 'curl-config', '/usr/include/zlib.h', '/usr/include/utf8proc.h'];
const missing = needs.find((name) => !hasProgram(name));
if (missing) {
  console.log(`skipped there is no ${missing}`);
  process.exit(77);
}

const work = mkdtempSync(join(tmpdir(), 'assent-cpp-ci-'));
const folder = join(work, 'empty');
mkdirSync(folder);
const run = runner(work);

// What crashed is another start's to send once its file is thirty minutes old.
const rest = ({ key, address }: { key: string; address: string }) =>
  run(
    `touch -d '1 hour ago' ${join(work, 'state', 'hello-cad', 'telemetry')}/*.open
    ASSENT_KEY=${key} ASSENT_URL=${address} build/cad show`,
    folder,
  );
await walk({ heading: 'C and C++', product: 'hello-cad', work, folder, rest }, (rows) => {
  const features = rows('feature-adoption').map(({ feature }) => feature);
  expect(
    'the features that were used',
    ['extrude', 'fillet', 'render'].every((one) => features.includes(one)),
    features,
  );
  const peaks = rows('license-peaks');
  expect('one seat at the peak', peaks.length === 1 && peaks[0]?.seats_peak === 1, peaks);
  const stability = rows('stability');
  const [{ sessions, failed_sessions } = {}] = stability;
  expect('one of four sessions failed', sessions === 4 && failed_sessions === 1, stability);
});

const include = join(folder, 'installed', 'include');
run(`cmake -S ${root}/assent-sdk-cpp-1.0.0 -B shared -DBUILD_SHARED_LIBS=ON -DCMAKE_INSTALL_PREFIX=${work}/so
  cmake --build shared --parallel 2 --target install
  cmake -S ${root}/sdk/examples/cad -B cad -DCMAKE_PREFIX_PATH=${work}/so && cmake --build cad && cad/cad --help`);
const names = run('nm -D --defined-only shared/libassent.so').split('\n').filter(Boolean);
const foreign = names.filter((line) => !/ T assent_[a-z_]+$/.test(line));
expect('the shared library has the C functions alone', names.length > 25 && foreign.length === 0, foreign);

writeFileSync(
  join(work, 'c.c'),
  '#include <assent.h>\nint main(void) { return assent_text("a", "b").length != 1; }\n',
);
run(`cc -std=c99 -Wall -Wextra -Wpedantic -Werror -I${include} -fsyntax-only c.c`);
for (const [name, catalog] of Object.entries({ odd: odd(), cpp: oddInCpp })) {
  cpSync(include, join(work, name), { recursive: true });
  writeFileSync(join(work, name, 'assent', 'events.hpp'), cpp(catalog));
  writeFileSync(join(work, `${name}.cpp`), '#define ASSENT_TABLE\n#include <assent.hpp>\nint main() {}\n');
  for (const compiler of ['c++', 'clang++-14'].filter(hasProgram))
    for (const standard of ['c++17', 'gnu++20'])
      run(`${compiler} -std=${standard} -Wall -Wextra -Werror -I${name} -fsyntax-only ${name}.cpp`);
}
console.log('ok the header is C, and whatever a vendor may declare compiles');

if (['wine', 'x86_64-w64-mingw32-g++-posix', '/usr/x86_64-w64-mingw32/include/zlib.h'].every(hasProgram))
  await inWine();
else console.log('Windows is not looked at: there is no Wine, or no MinGW with zlib');
rmSync(work, { recursive: true, force: true });

/** Wine is not Windows, but it has a registry and share modes. */
async function inWine(): Promise<void> {
  const own = { WINEPREFIX: join(work, 'wine'), WINEDEBUG: '-all' };
  mkdirSync(own.WINEPREFIX);
  run('wineboot -i </dev/null >boot.log 2>&1', work, own);
  // Else every start would wait for Wine's services, and so would whoever reads what it prints.
  const held = spawn('wine', ['cmd', '/c', 'pause'], {
    env: { ...env, ...own },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  try {
    console.log(run('npm run -s sdk-conformance -- cpp-wine --again', root, own));
    /** What the driver answers to these steps. */
    const driver = (steps: object[]) => {
      const input = steps.map((step) => `${JSON.stringify(step)}\n`).join('');
      const { stdout } = spawnSync('wine', [join(work, 'cpp-wine', 'assent-driver.exe')], {
        cwd: work,
        input,
        encoding: 'utf8',
        env: { ...env, ...own },
      });
      return stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    };
    const open = {
      do: 'open',
      url: 'http://127.0.0.1:9',
      writeKey: 'my-app.key',
      context: { product_version: '1' },
      folder: 'C:\\assent',
    };
    const policy = 'HKLM\\Software\\Policies\\my-app';
    for (const [value, off] of [
      ['off', 'policy'],
      ['ask', null],
    ] as const) {
      run(`wine reg add '${policy}' /v telemetry /d ${value} /f </dev/null`, work, own);
      const [status] = driver([open]);
      expect(`the registry says ${value}`, status.off === off, status);
    }
    // A second object reads what the first is writing, renames what it can, and deletes all of it under its hands.
    const use = { do: 'track', event_name: 'feature_used', properties: { feature: 'a' } };
    const answers = driver([
      open,
      { do: 'grant', purposes: ['usage'] },
      use,
      { ...open, do: 'open' },
      use,
      { do: 'preview' },
      { do: 'withdraw' },
      { do: 'status' },
    ]);
    const [shown, , after] = answers.slice(5);
    expect('a file that another writes is read', shown.bodies.length === 2, shown);
    expect('and deleted', after.status === 'withdrawn' && after.dropped === 0, after);
    const left = readdirSync(join(own.WINEPREFIX, 'drive_c', 'assent')).filter((name) =>
      /open|ready|sending|new$/.test(name),
    );
    expect('nothing of it is left', left.filter((name) => name !== 'sending').length === 0, left);
  } finally {
    held.kill();
    spawnSync('wineserver', ['-k'], { env: { ...env, ...own } });
  }
}
