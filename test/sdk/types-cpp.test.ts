import { expect, test } from 'vitest';
import { cpp } from '../../shared/sdk-types/cpp.ts';
import { model } from '../../shared/sdk-types/model.ts';
import { odd } from './odd-cpp.ts';

test('the header for C++ has each event as a struct, with its properties and their docs', () => {
  const header = cpp(model());
  for (const { name, description, properties } of model().events) {
    const [, struct = ''] = header.split(`struct ${name} {`);
    expect(header).toContain(`/** ${description} */\nstruct ${name} {`);
    for (const each of properties) expect(struct).toContain(`/** ${each.description} */`);
  }
});

test('no name, text or comment of a catalog ends what it stands in', () => {
  const header = cpp(odd);
  const lines = header.split('\n');
  // Plain ASCII, and no literal goes on over its line.
  expect(header).toMatch(/^[\n -~]*$/);
  for (const line of lines.filter((each) => !/^\s*(?:\/\*\*| \*|\/\/)/.test(each)))
    expect((line.replace(/\\\d{3}/g, '').match(/"/g) ?? []).length % 2, line).toBe(0);
  const structs = lines.filter((line) => line.startsWith('struct ')).map((line) => line.split(' ')[1]);
  expect(new Set(structs).size).toBe(structs.length);
  expect(structs).toContain('class_');
  expect(header).toContain('enum class linux__Value { value_, error, error_, null,');
});
