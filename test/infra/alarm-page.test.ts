import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { metrics } from '../../shared/metrics.ts';
import { mistakes } from '../../shared/settings.check.ts';
import { settings } from '../pinned/settings.ts';

/** What is said to whoever is woken by an alarm; `.ci/deploy` runs its commands on an emulated account. */
const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'operations.md'), 'utf8');
const [, chapter = ''] = /\n## When an alarm goes off\n([\s\S]*?)\n## /.exec(page) ?? [];
const { Resources, Outputs } = JSON.parse(
  readFileSync(join(inject('stack'), 'assent.template.json'), 'utf8'),
);
const resources = Object.entries(Resources as Record<string, { Type: string; Properties: never }>);
const scripts = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'),
).scripts;

/** What the chapter says of a kind, at least once. */
const said = (pattern: RegExp): string[] => {
  const found = [...chapter.matchAll(pattern)].map(([, name = '']) => name);
  expect(found, String(pattern)).not.toEqual([]);
  return found;
};
const named = (type: string) =>
  resources.filter(([, { Type }]) => Type === type).map(([, { Properties }]) => JSON.stringify(Properties));

test('each part of the stack that its commands look for is there, and once', () => {
  const logs = resources.filter(([, { Type }]) => Type === 'AWS::Logs::LogGroup').map(([id]) => id);
  for (const log of [...said(/\$\(part (\w+) AWS::Logs::LogGroup\)/g), ...said(/`(\w+Log)`/g)])
    expect(
      logs.filter((id) => id.startsWith(log)),
      log,
    ).toHaveLength(1);
  for (const output of said(/`assent\.(\w+)`/g)) expect(Object.keys(Outputs)).toContain(output);
});

test('what it has its reader look at is there: widgets, workgroups, metrics, sections', () => {
  const [dashboard] = named('AWS::CloudWatch::Dashboard');
  for (const widget of said(/[Ww]idget "([^"]+)"/g)) expect(dashboard).toContain(`title\\":\\"${widget}`);
  for (const group of said(/`(assent-\w+)`/g))
    expect(named('AWS::Athena::WorkGroup').some((each) => each.includes(`"Name":"${group}"`))).toBe(true);
  for (const metric of said(/--filter-pattern (\w+)/g)) expect(Object.values(metrics)).toContain(metric);
});

test('what it has its reader do can be done: commands and settings', () => {
  for (const command of said(/`npm run ([\w-]+)/g)) expect(Object.keys(scripts)).toContain(command);
  for (const next of said(/`next: (\{[^}]*\})`/g)) {
    const json = JSON.parse(next.replace(/(\w+):/g, '"$1":'));
    expect(mistakes({ ...settings, next: json })).toEqual([]);
  }
});
