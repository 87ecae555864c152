import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { landingOf, query, scan } from './lake.ts';
import { command, localForFile } from './local.ts';

const started = localForFile({ schedules: false });
afterEach(() => started.fail(() => undefined));

/** A verification takes seconds here, and minutes on a machine that does much else. */
const timeout = 300_000;

type Said = { failed: number; points: { point: string; outcome: string; saw: string }[]; remains: string[] };
/** What verify lays below landing. */
const laid = () => globSync(join(landingOf(started), '**', 'assent-verify-*'));
const products = async () => (await scan(started)).filter(({ pk }) => /^products?(?:$|#)/.test(String(pk)));

test('verify says of each point what it saw, and leaves nothing of what it sent', { timeout }, async () => {
  const { code, out, err } = await command('verify', started.data, '--json');
  expect(code, out + err).toBe(0);
  const { failed, points, remains }: Said = JSON.parse(out);
  expect(failed).toBe(0);
  // People read the same, a line a point.
  for (const { point, outcome, saw } of points) expect(err).toContain(`${outcome.padEnd(8)}${point}: ${saw}`);
  expect(err).toMatch(/^The stack does what it should \(\d+:\d\d\)\.$/m);
  const saw = (words: string) => points.find(({ point }) => point.includes(words))?.saw;
  expect(saw('many gzip members')).toMatch(
    /^5000 rows with 5000 event IDs, of 5000 members in [3-9]\.\d MB$/,
  );
  expect(saw('keep their capitals')).toBe('5000 rows have "camelCase"');
  expect(saw('INSERT')).toBe('5007 rows with 5007 event IDs on 90 days');
  expect(saw('DELETE')).toBe('no row; the erasure is now removed_from_reports');
  expect(saw('who hears of alarms')).toBeDefined();
  // What stays is what stays of anybody: that somebody decided, which names nobody.
  const left = await query(started, 'SELECT event_name, installation_id, test FROM events');
  expect(left).toEqual([{ event_name: 'consent_decided', installation_id: null, test: true }]);
  expect(await products()).toEqual([]);
  expect(laid()).toEqual([]);
  expect(remains.join('\n')).toMatch(
    /below landing\/ of \S+: until \d{4}-\d\d-\d\d\n(.*\n)*.*completed by \d{4}/,
  );
});

test('verify names the point that fails, ends with 1, and cleans up all the same', { timeout }, async () => {
  started.fail((call) => (call === 'Firehose.PutRecord' ? 'cut' : undefined));
  const { code, out, err } = await command('verify', started.data);
  expect(code, out + err).toBe(1);
  expect(out).toMatch(/^failed {2}a decision on consent is recorded: .*answered 503/m);
  expect(err).toMatch(/answered 503/);
  expect(await products()).toEqual([]);
});

test('a reader that stops after the first gzip member is found out', { timeout }, async () => {
  started.fail((call) => {
    // Before anything reads it, the object is what such a reader would see of it.
    for (const file of call.endsWith('.StartQueryExecution') ? laid() : []) {
      const [first] = gunzipSync(readFileSync(file)).toString().split('\n');
      writeFileSync(file, gzipSync(`${first}\n`));
    }
    return undefined;
  });
  const { code, out, err } = await command('verify', started.data, '--json');
  expect(code, out + err).toBe(1);
  const { failed, points }: Said = JSON.parse(out);
  expect(failed).toBe(1);
  expect(points.at(-1)).toMatchObject({ outcome: 'failed' });
  expect(points.at(-1)?.saw).toMatch(/^1 rows with 1 event IDs, of 5000 members/);
  expect(laid()).toEqual([]);
});
