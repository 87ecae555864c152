import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { land, refreshed, row } from './lake.ts';
import { command, localForFile } from './local.ts';

const started = localForFile({ schedules: false });
const elsewhere = mkdtempSync(join(tmpdir(), 'assent-none-'));
afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

const run = (file: string, ...args: string[]) => command(file, started.data, ...args);
const versions = (...args: string[]) => run('report', 'version-distribution', ...args);

beforeAll(async () => {
  const of = (installation: string, product_version: string, time: string, more: object = {}) =>
    row('one, "quoted"', new Date(time), {
      installation_id: `${installation}-0000-4000-8000-000000000000`,
      product_version,
      ...more,
    });
  land(started, new Date(), [
    of('00000001', '1.0.0', '2026-10-01T00:00:00.000Z'),
    of('00000002', '1.0.0', '2026-10-01T23:59:59.999Z'),
    of('00000003', '2.0.0', '2026-10-02T00:00:00.000Z'),
    of('00000004', '2.0.0', '2026-09-30T23:59:59.999Z'),
    of('00000005', '3.0.0', '2026-10-01T12:00:00.000Z', { test: true }),
    of('00000006', '3.0.0', '2026-10-01T12:00:00.000Z', { ci: true }),
  ]);
  await refreshed(started);
});
const range = ['--from', '2026-10-01', '--to', '2026-10-02'];

test('a report is a table for people, CSV and JSON for programs, on the terminal or in a file', async () => {
  const file = join(elsewhere, 'report.csv');
  const [table, json, csv] = await Promise.all([
    versions(...range),
    versions(...range, '--format', 'json'),
    versions(...range, '--format', 'csv', '--out', file),
  ]);
  expect(table.out.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
    ['product', 'product_version', 'installations', 'share', 'seats_seen', 'seats_sold', 'coverage'],
    ['one, "quoted"', '1.0.0', '2', '100.0 %'],
    [''],
  ]);
  const lines =
    'product,product_version,installations,share,seats_seen,seats_sold,coverage\n"one, ""quoted""",1.0.0,2,1,,,\n';
  const none = { seats_seen: null, seats_sold: null, coverage: null };
  expect(JSON.parse(json.out)).toEqual([
    { product: 'one, "quoted"', product_version: '1.0.0', installations: 2, share: 1, ...none },
  ]);
  expect([csv.out, readFileSync(file, 'utf8')]).toEqual(['', lines]);
  // On a slow machine it says that it is running.
  for (const { code, err } of [table, json, csv])
    expect([code, err.replace(/^running: .*\n/gm, '')]).toEqual([0, '']);
});

test('a range begins with its first day and ends before its last, and tests are counted when asked for', async () => {
  const counts = async (...args: string[]) => {
    const { out } = await versions('--format', 'json', ...args);
    return JSON.parse(out).map((each: Record<string, unknown>) => [each.product_version, each.installations]);
  };
  const answers = await Promise.all([
    counts('--from', '2026-10-02', '--to', '2026-10-03'),
    counts('--from', '2026-09-30', '--to', '2026-10-03', '--product', 'one, "quoted"'),
    counts(...range, '--include-test'),
  ]);
  expect(answers).toEqual([
    [['2.0.0', 1]],
    [
      ['1.0.0', 2],
      ['2.0.0', 2],
    ],
    [
      ['1.0.0', 2],
      ['3.0.0', 2],
    ],
  ]);
});

test('without a name the reports are listed, each with its question', async () => {
  const { code, out } = await run('report');
  expect(code).toBe(0);
  for (const line of out.trimEnd().split('\n')) expect(line).toMatch(/^[a-z-]+\t[A-Z].*\?$/);
});

test('a command called wrongly says so and ends with 2', async () => {
  const wrong = await Promise.all([
    run('report', 'no-such-report'),
    versions('--format', 'xml'),
    versions('--from', '2026-02-30'),
    versions('--from', '2026-10-02', '--to', '2026-10-02'),
    versions('--threshold', '0'),
    versions('--all', '--out', elsewhere),
    run('report', '--all', '--format', 'html'),
    run('admin', 'product', 'paint'),
    run('refresh', 'everything'),
  ]);
  for (const { code, out, err } of wrong) {
    expect([code, out], err).toEqual([2, '']);
    expect(err).toMatch(/^[^\n]+\n(.*\n)*Add --help to see what there is\.\n$/);
  }
});

test('without a local run, or with one that has ended, a command says in one sentence how to start it', async () => {
  const gone = mkdtempSync(join(elsewhere, 'gone-'));
  const outputs = { ReportsWorkgroup: 'reports', LakeFunction: 'Lake', AdminFunction: 'Admin' };
  writeFileSync(
    join(gone, 'run.json'),
    JSON.stringify({ aws: 'http://127.0.0.1:9', token: 'none', outputs }),
  );
  const answers = await Promise.all(
    [elsewhere, gone].flatMap((data) => [
      command('report', data, 'version-distribution'),
      command('refresh', data),
    ]),
  );
  for (const { code, out, err } of answers) {
    expect([code, out], err).toEqual([1, '']);
    // A slow machine may say first that it is at work.
    expect(err.replace(/^refreshing the tables.*\n/gm, '')).toMatch(
      /^[^\n]*start[^\n]*"npm start"[^\n]*\.\n$/,
    );
  }
});

test('a product is added once, shows its key that once, and is listed', async () => {
  const added = await run('admin', 'product', 'add', 'made-here', '--json');
  expect(JSON.parse(added.out)).toEqual({
    product: 'made-here',
    write_key: expect.stringMatching(/^made-here\.[\w-]{32,}$/),
  });
  const [again, bad, people, list] = await Promise.all([
    run('admin', 'product', 'add', 'made-here', '--json'),
    run('admin', 'product', 'add', 'Not A Name'),
    run('admin', 'product', 'add', 'for-people'),
    run('admin', 'product', 'list', '--json'),
  ]);
  for (const { code, out, err } of [again, bad]) {
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^[^\n]+\.\n$/);
  }
  expect(people.out).toMatch(/shown this once:\nfor-people\.[\w-]+\n$/);
  const { products } = JSON.parse(list.out);
  expect(products).toContainEqual({ product: 'made-here', added_at: expect.any(String) });
  expect(list.out).not.toContain(JSON.parse(added.out).write_key);
});

test('every command explains itself', async () => {
  const asked = [['report'], ['import'], ['admin', 'product', 'add']];
  const answers = await Promise.all(asked.map(([file = '', ...args]) => run(file, ...args, '--help')));
  for (const { code, out } of answers)
    expect([code, out]).toEqual([0, expect.stringMatching(/^Usage: npm run /)]);
});
