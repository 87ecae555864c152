// Before a program begins: the machine that FAKE (JSON) describes. `clock`: milliseconds that its clock is off, which the
// program itself may change; `os`: what node:os says, null where it fails; `files`: texts of files by their path.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

const { clock = 0, os: said = {}, files = {} } = JSON.parse(process.env.FAKE ?? '{}');
globalThis.clock = clock;
const now = Date.now.bind(Date);
globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length > 0 ? given : [now() + globalThis.clock]));
  }
  static now = () => now() + globalThis.clock;
};
for (const [name, value] of Object.entries(said))
  os[name] = () => {
    if (value === null) throw new Error(`${name} is not known`);
    return value;
  };
const { readFileSync } = fs;
fs.readFileSync = (path, ...more) => files[path] ?? readFileSync(path, ...more);
syncBuiltinESMExports();
