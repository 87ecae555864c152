import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpp } from '../../shared/sdk-types/cpp.ts';
import { model } from '../../shared/sdk-types/model.ts';
import { version } from '../src/version.ts';

/**
 * Makes the package for C and C++ in the folder given: `assent-sdk-cpp-<version>`, a source tree for CMake that knows
 * the vendor's events, and nothing of this repository.
 */
const [, , target = join(import.meta.dirname, '..', '..')] = process.argv;
const folder = join(target, `assent-sdk-cpp-${version}`);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const name of ['CMakeLists.txt', 'AssentConfig.cmake.in', 'assent.map', 'vcpkg.json', 'include', 'src'])
  cpSync(join(import.meta.dirname, name), join(folder, name), { recursive: true });
cpSync(join(import.meta.dirname, '..', '..', 'LICENSE'), join(folder, 'LICENSE'));
writeFileSync(join(folder, 'include', 'assent', 'events.hpp'), cpp(model(), Date.now()));
console.log(folder);
