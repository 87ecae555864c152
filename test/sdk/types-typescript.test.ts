import { expect, test } from 'vitest';
import { model } from '../../shared/sdk-types/model.ts';
import { typescript } from '../../shared/sdk-types/typescript.ts';

test('an event may have a name that every object has', () => {
  const event = { purpose: 'usage', since: 1, description: 'A name.', properties: [] } as const;
  const names = ['constructor', 'to_string', 'prototype', 'then'];
  const written = typescript({ ...model(), events: names.map((name) => ({ name, ...event })) });
  // Without `as const`, tsc takes the one called constructor for a list.
  for (const name of names) expect(written).toContain(`\n  ${name}: ['usage', 1] as const,\n`);
});
