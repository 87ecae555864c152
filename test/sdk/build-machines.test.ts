import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildMachines } from '../../shared/sdk-types/build-machines.ts';

test('the variables that tell of any build machine are those of ci-info', () => {
  const text = readFileSync(new URL('../../node_modules/ci-info/index.js', import.meta.url), 'utf8');
  const [, said = ''] = /exports\.isCI = ([\s\S]*?)exports\.name \|\|/.exec(text) ?? [];
  const names = [...said.matchAll(/env\.(\w+) \|\|/g)].map(([, name]) => name);
  expect(buildMachines.variables).toEqual(names);
});
