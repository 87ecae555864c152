import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { land, refreshed, row } from './lake.ts';
import { command, localForFile } from './local.ts';

const started = localForFile({ schedules: false });
const folder = mkdtempSync(join(tmpdir(), 'assent-query-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const hostile = '=1\u001b[31m\u202e\u009bm';
beforeAll(async () => {
  const at = new Date(Date.now() - 3_600_000);
  land(started, new Date(), [row('asked', at, { properties: { feature: hostile } })]);
  await refreshed(started);
});

const query = (...args: string[]) => command('query', started.data, ...args);

test("a statement in Athena's dialect is answered from the tables, in each format", async () => {
  const sql =
    "SELECT product, element_at(properties, 'feature') AS feature, count(*) AS n FROM usage.events GROUP BY 1, 2;";
  const [json, csv, html] = await Promise.all(
    ['json', 'csv', 'html'].map((format) => query(sql, '--format', format)),
  );
  expect(JSON.parse(json?.out ?? '')).toEqual([{ product: 'asked', feature: hostile, n: 1 }]);
  expect(csv?.out).toBe("product,feature,n\nasked,'=1 [31m  m,1\n");
  expect(html?.out).toContain('<td>=1 [31m  m</td><td class="n">1</td>');
});

test.for<[string, string[], RegExp]>([
  ['the tables', ['SHOW TABLES'], /^ entitlements *\n(?: .*\n)* events *\n(?: .*\n)* landing *$/m],
  ['the columns of a table', ['DESCRIBE landing'], /^ installation_id +varchar *$/m],
  ['what arrived', ['SELECT count(*) AS rows_there FROM usage.landing'], /^ +1 $/m],
  [
    'a plan, a line a row',
    ['EXPLAIN SELECT count(*) FROM events', '--format', 'csv'],
    /^Query Plan\n(?:.*\n){5,}$/,
  ],
])('it shows %s', async ([, args, shown]) => {
  const { code, out, err } = await query(...args);
  expect([code, err, out]).toEqual([0, '', expect.stringMatching(shown)]);
});

test.for<[string, RegExp]>([
  ['DELETE FROM events', /^A query only reads: [^\n]+\n$/],
  ['SELECT 1; DROP TABLE events', /^This is more than one statement: [^\n]+\n$/],
  ['SELECT nothing FROM events', /^The query failed: [^\n]+\n$/],
  ['SELECT 1 FROM nothing', /^The query failed: [^\n]*nothing[^\n]*\n$/],
])('%s is answered by one sentence', async ([sql, sentence]) => {
  const { code, out, err } = await query(sql);
  expect([code, out, err]).toEqual([1, '', expect.stringMatching(sentence)]);
});

test('a column without a name has the one that Athena gives it', async () => {
  const { out } = await query('SELECT count(*), 1 + 1, 3 AS "a b" FROM events', '--format', 'csv');
  expect(out).toBe('_col0,_col1,a b\n1,2,3\n');
});

test('--out makes the folder; of two columns with one name, both are there', async () => {
  const file = join(folder, 'some', 'where', 'it.csv');
  const { code, out } = await query("SELECT '=1' AS a, 2 AS a", '--format', 'csv', '--raw', '--out', file);
  expect([code, out, existsSync(file) && readFileSync(file, 'utf8')]).toEqual([0, '', 'a,a_2\n=1,2\n']);
  const { err } = await query('SELECT 1', '--out', folder);
  expect(err).toMatch(/can't be written \(EISDIR\): choose another --out\.\n$/);
});

test('a report of a product that nobody made says so, and which there are', async () => {
  const none = await command('report', started.data, 'geography', '--product', 'askde');
  expect([none.code, none.out, none.err]).toEqual([1, '', 'There is no product askde. There is none yet.\n']);
  await command('admin', started.data, 'product', 'add', 'made');
  const other = await command('report', started.data, 'geography', '--product', 'askde');
  expect(other.err).toBe('There is no product askde. There are: made.\n');
  const made = await command('report', started.data, 'geography', '--product', 'made');
  expect([made.code, made.out]).toEqual([0, expect.stringContaining('(no rows)')]);
});
