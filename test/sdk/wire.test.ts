import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { wire } from '../../shared/sdk-types/wire.ts';

test("the SDK's types of bodies and replies are those of the API", () => {
  const committed = readFileSync(new URL('../../sdk/src/wire.ts', import.meta.url), 'utf8');
  expect(wire(), 'run `npm run sdk-types`').toBe(committed);
});
