import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Kept } from '../../explore/kept.ts';
import type { Line } from '../../explore/protocol.ts';
import { explorer } from '../../explore/serve.ts';
import type { Fault } from '../../local/endpoint.ts';
import { deployment } from '../../operator/deployment.ts';
import { queryTarget } from '../../reports/run.ts';
import { hour } from '../../shared/time.ts';
import { land, refreshed, row } from '../e2e/lake.ts';
import { localForFile } from '../e2e/local.ts';

const started = localForFile({ schedules: false });
const folder = mkdtempSync(join(tmpdir(), 'assent-kept-'));
const hostile = '=<img src=x onerror="alert(1)">';
let url = '';
/** The same page as a stack has it: what is asked costs, and is kept. */
const server = createServer();
beforeAll(async () => {
  const at = new Date(Date.now() - hour);
  land(started, new Date(), [
    row('shown', at, { product_version: '1.0', properties: { feature: hostile } }),
    row('other', at, { product_version: '2.0' }),
  ]);
  await refreshed(started);
  const target = queryTarget(await deployment({ data: started.data }));
  const serve = explorer({ target, stack: 'assent', kept: new Kept(join(folder, 'kept')) }, '');
  server.on('request', (asked, response) => void serve(asked, response).catch(() => response.destroy()));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => started.fail(() => undefined));
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Counts the queries that are started from here on. */
function queries(): () => number {
  let count = 0;
  started.fail((call) => {
    if (call === 'AmazonAthena.StartQueryExecution') count++;
    return undefined;
  });
  return () => count;
}
async function ask(path: string, body?: string): Promise<Line[]> {
  const response = await fetch(`${url}/api/${path}`, body === undefined ? {} : { method: 'POST', body });
  return (await response.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
const answerOf = (lines: Line[]) => {
  const last = lines.at(-1) as Line;
  if (!('answer' in last)) throw new Error(JSON.stringify(last));
  return last.answer;
};

test('every address below it is the page, which takes nothing from elsewhere and runs no text', async () => {
  for (const path of ['', '/reports/geography?product=shown', '/sql']) {
    const response = await fetch(url + path);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; /,
    );
    expect(response.headers.get('content-security-policy')).not.toMatch(/unsafe-eval|https?:|\*/);
    expect(await response.text()).toContain('<script type="module" src="app.js"></script>');
  }
  const script = await fetch(`${url}/app.js`);
  expect([script.status, script.headers.get('content-type')]).toEqual([
    200,
    'text/javascript; charset=utf-8',
  ]);
});

test('the local run serves it at /reports', async () => {
  const response = await fetch(`${started.url}/reports/reports/geography`);
  expect(await response.text()).toContain('<base href="/reports/">');
  const about = await (await fetch(`${started.url}/reports/api/about`)).json();
  expect(about).toMatchObject({ products: ['other', 'shown'], price: 0 });
  expect(about).not.toHaveProperty('stack');
});

test('it says what there is to ask: reports in their groups, tables with their columns, and queries', async () => {
  const about = await (await fetch(`${url}/api/about`)).json();
  expect(about.stack).toBe('assent');
  const grouped = Object.values<string[]>(about.groups).flat();
  const ungrouped = about.reports
    .map(({ name }: { name: string }) => name)
    .filter((name: string) => !grouped.includes(name));
  expect(ungrouped).toEqual(['license-evidence']);
  expect(about.reports.slice(0, 2).map(({ name }: { name: string }) => name)).toEqual(about.mainReports);
  const events = about.tables.find(({ name }: { name: string }) => name === 'events');
  expect(events.columns).toContainEqual({
    name: 'event_id',
    type: 'string',
    meaning: 'Makes the event count once.',
  });
  expect(about.queries.length).toBeGreaterThanOrEqual(10);
});

test('a report is asked under the filters of the address', async () => {
  const { rows } = answerOf(await ask('report?name=version-distribution&product=shown'));
  expect(rows).toMatchObject([{ product: 'shown', product_version: '1.0', installations: 1 }]);
});

test.for<[string, RegExp]>([
  ['report?name=none', /^There is no report "none": choose one from the menu\.$/],
  ['report?name=geography&from=yesterday', /^"from" in the address is not a date/],
  ['report?name=geography&to=2026-02-30', /^"to" in the address is not a date/],
  ['report?name=geography&from=2026-03-01&to=2026-03-01', /^"from" in the address must be before "to"/],
])('a wrong address is a sentence: %s', async ([path, sentence]) => {
  const [line] = await ask(path);
  expect((line as { error: string }).error).toMatch(sentence);
});

test('SQL only reads, and what the engine finds wrong is a sentence', async () => {
  expect(answerOf(await ask('sql', 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  for (const [sql, sentence] of [
    ['DELETE FROM events', /only reads/],
    ['SELECT * FROM nothing', /nothing'? does not exist/],
  ] as const) {
    const [line] = (await ask('sql', sql)).slice(-1);
    expect((line as { error: string }).error).toMatch(sentence);
    expect((line as { error: string }).error).not.toContain('\n');
  }
});

test('with a stack the same question is asked once, until it is forgotten; another is asked', async () => {
  const asked = queries();
  const path = 'report?name=content-downloads&product=shown';
  expect(answerOf(await ask(path)).kept).toBe(false);
  expect(answerOf(await ask(path)).kept).toBe(true);
  expect(asked()).toBe(1);
  const otherwise = await ask(`${path}&test=1`);
  expect(otherwise[0]).toEqual({ expected: 0 });
  expect(answerOf(otherwise).kept).toBe(false);
  expect(statSync(join(folder, 'kept')).mode & 0o77).toBe(0);
  await fetch(`${url}/api/forget`, { method: 'POST' });
  expect(answerOf(await ask(path)).kept).toBe(false);
  expect(asked()).toBe(3);
});

test('an answer is kept until the full hour, when the tables may have changed', () => {
  const kept = new Kept(join(folder, 'hours'));
  const asked_at = '2026-11-28T10:59:00.000Z';
  kept.put(['q'], { columns: [], rows: [], bytes: 1, asked_at, kept: false });
  expect(kept.get(['q'], Date.parse('2026-11-28T10:59:59Z'))).toMatchObject({ kept: true, bytes: 1 });
  expect(kept.get(['q'], Date.parse('2026-11-28T11:00:00Z'))).toBeUndefined();
  expect(kept.get(['other'], Date.parse(asked_at))).toBeUndefined();
});

test('while a question runs its bytes are told; whoever leaves stops it', async () => {
  const log: string[] = [];
  started.fail((call) => {
    log.push(call);
    return call === 'AmazonAthena.GetQueryExecution'
      ? { body: { QueryExecution: { Status: { State: 'RUNNING' }, Statistics: { DataScannedInBytes: 7 } } } }
      : undefined;
  });
  const leave = new AbortController();
  const response = await fetch(`${url}/api/report?name=devices`, { signal: leave.signal });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const { value } = await reader.read();
  expect(
    JSON.parse(
      Buffer.from(value as Uint8Array)
        .toString()
        .split('\n')[0] as string,
    ),
  ).toEqual({ bytes: 7 });
  leave.abort();
  while (!log.includes('AmazonAthena.StopQueryExecution')) await sleep(20);
});

test.for<[string, Fault, RegExp]>([
  [
    'expired credentials',
    { type: 'ExpiredTokenException', status: 403 },
    /credentials .* have expired: sign in/,
  ],
  ['a missing permission', { type: 'AccessDeniedException', status: 400 }, /lack a permission/],
  [
    'a workgroup that is gone',
    { type: 'ResourceNotFoundException', status: 400 },
    /The stack assent is gone/,
  ],
])('%s is a sentence that says what to do', async ([, fault, sentence]) => {
  started.fail((call) => (call === 'AmazonAthena.StartQueryExecution' ? fault : undefined));
  const [line] = (await ask(`report?name=retention&product=${encodeURIComponent(String(sentence))}`)).slice(
    -1,
  );
  expect((line as { error: string }).error).toMatch(sentence);
});

test('as CSV it has the same rows, and no cell that a spreadsheet would run', async () => {
  const response = await fetch(`${url}/api/report?name=feature-adoption&product=shown&csv`);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(await response.text()).toContain(`"'=<img src=x onerror=""alert(1)"">"`);
});

test('as CSV it has the rows that a search found, by what is stored or shown', async () => {
  const csv = async (search: string) =>
    (await (await fetch(`${url}/api/report?name=version-distribution&csv&search=${search}`)).text())
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0]);
  expect(await csv('')).toEqual(['other', 'shown']);
  expect(await csv('SHOWN')).toEqual(['shown']);
  expect(await csv('100.0')).toEqual(['other', 'shown']);
  expect(await csv('nothing')).toEqual([]);
});

test('CSV of what can not be answered is a sentence, and no empty file', async () => {
  const response = await fetch(`${url}/api/report?name=retention&from=soon&csv`);
  expect(response.status).toBe(500);
  expect((await response.json()).error).toMatch(/not a date/);
});

test.for([
  ['a name that leads here', { host: 'evil.example:80' }],
  ["another site's page", { 'sec-fetch-site': 'cross-site' }],
  ['another page of this machine', { 'sec-fetch-site': 'same-site' }],
] as const)('%s gets nothing', async ([, headers]) => {
  const { port } = server.address() as AddressInfo;
  const status = await new Promise((done) => {
    const asked = request({ port, host: '127.0.0.1', path: '/api/about', headers }, async (response) => {
      await text(response);
      done(response.statusCode);
    });
    asked.end();
  });
  expect(status).toBe(403);
});

test('what is not there is said so', async () => {
  const response = await fetch(`${url}/api/nothing`);
  expect([response.status, await response.json()]).toEqual([404, { error: 'There is no such page.' }]);
});
