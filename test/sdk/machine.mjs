// Before a program begins: the machine that FAKE (JSON) describes. `clock`: milliseconds that its clock is off, which the
// program itself may change; `os`: what node:os says.

import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

const { clock = 0, os: said = {} } = JSON.parse(process.env.FAKE ?? '{}');
globalThis.clock = clock;
const now = Date.now.bind(Date);
globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length > 0 ? given : [now() + globalThis.clock]));
  }
  static now = () => now() + globalThis.clock;
};
for (const [name, value] of Object.entries(said)) os[name] = () => value;
syncBuiltinESMExports();
