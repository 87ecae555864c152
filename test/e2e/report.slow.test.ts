import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Fault } from '../../local/endpoint.ts';
import { Progress } from '../../reports/progress.ts';
import { reports } from '../../reports/reports.ts';
import { hour } from '../../shared/time.ts';
import { idOf } from '../reports/ask.ts';
import { land, refreshed, row } from './lake.ts';
import { command, localForFile, report } from './local.ts';

const started = localForFile({ schedules: false });
const folder = mkdtempSync(join(tmpdir(), 'assent-reports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => started.fail(() => undefined));

const hostile = '<img src=x onerror="alert(1)"> & co';
const many = 1100;
beforeAll(async () => {
  const at = new Date(Date.now() - hour);
  const versions = Array.from({ length: many }, (_, i) =>
    row('many', at, { product_version: `1.0.${i}`, installation_id: idOf(i) }),
  );
  const odd = row('odd', at, { product_version: '1.0', properties: { feature: hostile } });
  land(started, new Date(), [...versions, odd]);
  await refreshed(started);
});

/** Makes the calls of that name fail; the log has all calls. */
function calls(name: string, fault: Fault | undefined): string[] {
  const log: string[] = [];
  started.fail((call) => {
    log.push(call);
    return call === `AmazonAthena.${name}` ? fault : undefined;
  });
  return log;
}
const running = (bytes = 0): Fault => ({
  body: { QueryExecution: { Status: { State: 'RUNNING' }, Statistics: { DataScannedInBytes: bytes } } },
});
const ended = (reason: string): Fault => ({
  body: { QueryExecution: { Status: { State: 'FAILED', StateChangeReason: reason } } },
});

test('a report of more rows than a page of results has all of them', async () => {
  expect(await report(started.data, 'version-distribution', '--product', 'many')).toHaveLength(many);
});

test('Ctrl-C stops the query, which would otherwise go on and be paid for', async () => {
  const log = calls('GetQueryExecution', running());
  const file = join(resolve(import.meta.dirname, '..', '..'), 'cli', 'report.ts');
  const child = spawn(process.execPath, [file, 'geography', '--data', started.data]);
  let err = '';
  child.stderr.on('data', (text) => (err += text));
  while (!log.includes('AmazonAthena.GetQueryExecution')) await sleep(20);
  child.kill('SIGINT');
  const [code] = await once(child, 'exit');
  expect([code, err.replace(/^running: .*\n/gm, '')]).toEqual([130, 'Stopped, and the query with it.\n']);
  expect(log).toContain('AmazonAthena.StopQueryExecution');
});

test('one that takes longer says every two seconds how far it is', async () => {
  let began = 0;
  started.fail((call) => {
    if (!call.endsWith('.GetQueryExecution')) return undefined;
    began ||= Date.now();
    return Date.now() - began < 4000 ? running(130 * 1024 ** 2) : undefined;
  });
  const { code, err } = await command('report', started.data, 'geography', '--product', 'odd');
  expect([code, err]).toEqual([0, expect.stringMatching(/^(?:running: 130 MB read, \d+ s\n)+$/)]);
});

test('what was read and what it costs is said, at least 10 MB a query', () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const progress = new Progress(2);
  progress.done(0, 2 * 1024 ** 4);
  progress.done(1, 1);
  progress.bill();
  expect(said).toHaveBeenCalledWith("2,097,152 MB read, about $10.00 by Athena's price of $5 a TB");
  said.mockRestore();
});

test.for<[string, string, Fault, RegExp]>([
  [
    'a query over the scan limit',
    'GetQueryExecution',
    ended('Bytes scanned limit was exceeded'),
    /fewer days.*scanCutoffBytes/,
  ],
  [
    'a missing permission',
    'StartQueryExecution',
    { type: 'AccessDeniedException', status: 400 },
    /lack a permission/,
  ],
  ['no access to the objects', 'GetQueryExecution', ended('Access Denied (Amazon S3)'), /lack a permission/],
])('%s is one sentence that says what to do', async ([, name, fault, sentence]) => {
  calls(name, fault);
  const { code, out, err } = await command('report', started.data, 'geography');
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(sentence);
  expect(err).toMatch(/^[^\n]+\n$/);
});

test('where one of all reports fails, no other goes on', async () => {
  let looks = 0;
  const log: string[] = [];
  started.fail((call) => {
    log.push(call);
    if (!call.endsWith('.GetQueryExecution') || log.includes('AmazonAthena.StopQueryExecution'))
      return undefined;
    return looks++ === 2 ? ended('Bytes scanned limit was exceeded') : running();
  });
  const { code } = await command('report', started.data, '--all', '--out', folder);
  expect(code).toBe(1);
  const count = (name: string) => log.filter((call) => call === `AmazonAthena.${name}`).length;
  expect(count('StartQueryExecution')).toBeGreaterThan(1);
  // The one that failed needs no stop.
  expect(count('StopQueryExecution')).toBe(count('StartQueryExecution') - 1);
});

test('as a page it has chart and table, needs nothing else, and a name that came from a client is text', async () => {
  const asked = ['feature-adoption', '--product', 'odd', '--format', 'html'];
  const { code, out } = await command('report', started.data, ...asked);
  expect(code).toBe(0);
  expect(out).toContain('<h2 id="feature-adoption-title">Feature adoption</h2>');
  expect(out.match(/<svg role="img" aria-label="Chart: Feature adoption, odd\./g)).toHaveLength(2);
  expect(out).toContain('<td>&#60;img src=x onerror=&#34;alert(1)&#34;&#62; &#38; co</td>');
  expect(out).not.toMatch(/<script|<img|<link|src="|url\(/);
  expect(out).toMatch(/Countries by the table of \d{4}-\d\d-\d\d/);
});

test('all of them are written as files, each by its name; exposure needs to be told what is affected', async () => {
  const { code } = await command('report', started.data, '--all', '--format', 'csv', '--out', folder);
  expect(code).toBe(0);
  const names = reports().map(({ name }) => name);
  expect(readdirSync(folder)).toEqual(
    names.filter((name) => name !== 'exposure').map((name) => `${name}.csv`),
  );
  expect(readFileSync(join(folder, 'version-distribution.csv'), 'utf8')).toContain('\nodd,1.0,1,1,,,\n');
});
