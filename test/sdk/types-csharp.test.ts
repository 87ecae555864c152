import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { csharp } from '../../shared/sdk-types/csharp.ts';
import { model } from '../../shared/sdk-types/model.ts';
import { odd } from './types-csharp.ts';

const written = csharp(odd);
const line = (start: RegExp) => written.split('\n').find((each) => start.test(each)) ?? '';

test('an event is a method, its properties are optional arguments, and what C# or the SDK has is called otherwise', () => {
  expect(line(/void FeatureUsed\(/)).toContain(
    'string @feature = null, long? @count = null, long? @durationMs = null',
  );
  expect(line(/void Flush2\(/)).toContain('string @class = null, bool? @event = null');
  expect(line(/Track\("flush"/)).toContain('{ "class", @class }, { "event", @event }');
});

test('allowed values are words of an enumeration, with their texts, whatever they are', () => {
  expect(written).toMatch(/enum FlushVoid\s+{[^}]*_1A,[^}]*_1A2,[^}]*Other,[^}]*Other2,/);
  expect(line(/Track\("flush"/)).toContain(String.raw`Word(@void, "1 a", "1-a", "\u2028\"\\", "\ud800")`);
});

test('no word is longer than a name of C# may be', () => {
  expect(Math.max(...(written.match(/\bX{1,2}x*\d*(?=,)/g) ?? []).map((word) => word.length))).toBeLessThan(
    512,
  );
  expect(written).toMatch(/enum FlushLong\s+\{[^}]*\bXx{199},[^}]*\bXx{199}2,/);
});

test('what a program leaves out of a standard call is what the TypeScript SDK says', () => {
  expect(line(/Track\("license_checked"/)).toContain('Word(@outcome, "success", "failure") ?? "success"');
});

test('no text ends a comment or a line', () => {
  for (const comment of written.split('\n').filter((each) => each.includes('/// ')))
    expect(comment).toMatch(/^ +\/\/\/ <(summary|param name="\w+")>[^<>]*<\/\w+>$/);
  expect(written).not.toMatch(/[\u0085\u2028\u2029]|[\ud800-\udbff](?![\udc00-\udfff])/);
});

test('no type of the vendor can have a name of the SDK', () => {
  const sources = globSync(join(import.meta.dirname, '..', '..', 'sdk', 'dotnet', 'src', '*.cs'));
  const taken = readFileSync(
    join(import.meta.dirname, '..', '..', 'shared', 'sdk-types', 'csharp.ts'),
    'utf8',
  );
  const types = sources
    .filter((path) => !path.endsWith('Events.cs'))
    .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/^ {4}(?:\w+ )*(?:class|enum) (\w+)/gm)]);
  expect(types.length).toBeGreaterThan(30);
  for (const [, name] of types) expect(taken).toMatch(new RegExp(`[' ]${name}[' ]`));
});

test('the same model gives the same file, but for when it was made', () => {
  expect(csharp(model(), 1)).toBe(csharp(model(), 1));
});
