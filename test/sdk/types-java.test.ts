import { expect, test } from 'vitest';
import { java } from '../../shared/sdk-types/java.ts';
import { oddModel } from './odd-model.ts';

const text = java(oddModel);

test('each event of an odd catalog has a call of a name of its own', () => {
  const factories = [...text.matchAll(/public static (\w+) (\w+)\(\) \{/g)];
  expect(factories).toHaveLength(oddModel.events.length);
  for (const part of [1, 2]) expect(new Set(factories.map((each) => each[part])).size).toBe(factories.length);
  expect(factories.map(([, , name]) => name)).toEqual(
    expect.arrayContaining(['class_', 'wait_', 'aB', 'aB_', 'string']),
  );
  // A class of these names would stand in place of Java's own.
  expect(factories.map(([, name]) => name)).toEqual(expect.arrayContaining(['String_', 'Purpose_']));
});

test('what goes over the wire is the name of the catalog, whatever the call is called', () => {
  for (const { name } of oddModel.events) expect(text).toContain(`super(${JSON.stringify(name)})`);
});

test("no description ends its comment, begins a tag, or is read as one of Java's escapes", () => {
  for (const [comment] of text.matchAll(/\/\*\*.*?\*\//gs)) {
    expect(comment.slice(3, -2)).not.toMatch(/\*\/|\\|<|@(?!param value|return|code)/);
  }
});

test('a text of any length is no longer in one place than a class may hold', () => {
  for (const [quoted] of text.matchAll(/"(?:[^"\\\n]|\\.)*"/g)) expect(quoted.length).toBeLessThan(60_000);
});
