import { expect, test } from 'vitest';
import { model } from '../../shared/sdk-types/model.ts';
import { python } from '../../shared/sdk-types/python.ts';
import { odd } from './odd.ts';

const written = python(odd());

test("every event of the catalog is a call of the Python SDK, with the catalog's docs", () => {
  const { events } = model();
  const text = python(model());
  for (const { name, properties } of events) {
    const [call = ''] =
      new RegExp(`    def ${name}\\(self[\\s\\S]*?self\\.track\\("${name}".*`).exec(text) ?? [];
    for (const property of properties) expect(call).toContain(`${property.name}: ${property.description}`);
  }
});

test("what Python or the SDK calls so itself has an underscore, and is sent by the catalog's name", () => {
  expect(written).toContain('def class_(self) -> None');
  expect(written).toContain('self.track("class", ');
  expect(written).toContain('def track__(self) -> None');
  expect(written).toContain('def track_(self) -> None');
  expect(written).toContain('"from": from__, "from_": from_');
});

test('no text of a vendor ends the string that it stands in', () => {
  // Every text in three quotes, without the signs that a backslash precedes.
  const texts = [...written.matchAll(/"""((?:[^"\\]|\\[\s\S])*)"""/g)];
  expect(texts).toHaveLength(odd().events.length + 3);
  for (const [, text = ''] of texts) expect(text).not.toMatch(/(?<!\\)"/);
});

test('words that a property may say are its type', () => {
  expect(written).toContain('Literal["a \\"b\\" c", "it\'s", "back\\\\slash", "größe"');
});
