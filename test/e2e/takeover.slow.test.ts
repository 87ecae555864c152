import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, expect, test } from 'vitest';
import type { Fault } from '../../local/endpoint.ts';
import { hour } from '../../shared/time.ts';
import { disagreements, expireLease, land, refresh, refreshed, row, store, stored } from './lake.ts';
import { localForFile } from './local.ts';

const started = localForFile({ schedules: false });
const hours = (count: number) => new Date(Date.now() - count * hour);
const idsOf = (rows: { event_id: string }[]) => rows.map(({ event_id }) => event_id).sort();
const inEvents = async (product: string) => (await stored(started, product)).sort();
const well = () => started.fail(() => undefined);
beforeAll(() => refreshed(started));

/** Rows of a product, landed twice, and a copy in an earlier hour. */
function landed(product: string, count = 20) {
  const licensed = { license_id: 'license', properties: { outcome: 'success' } };
  const rows = Array.from({ length: count }, (_, i) => row(product, hours(3), i % 4 ? {} : licensed));
  land(started, new Date(), [...rows, ...rows]);
  land(started, hours(2), rows.slice(0, count / 2));
  return rows;
}

test('of two refreshes at once one works and the other is busy, or each works in its turn', async () => {
  const rows = landed('twice');
  const answers = await Promise.all([refresh(started), refresh(started), refresh(started, 'recent')]);
  const statuses = answers.map(
    (answer) => 'result' in answer && (answer.result as { status: string }).status,
  );
  expect(statuses).toContain('done');
  expect(statuses.every((status) => status === 'done' || status === 'busy')).toBe(true);
  expect(await inEvents('twice')).toEqual(idsOf(rows));
});

test('while another run goes on, a scheduled one fails, so that it is tried again; one that is asked for says busy', async () => {
  const { client, TableName } = await store(started);
  const until = (time: number) =>
    client.send(
      new UpdateItemCommand({
        TableName,
        Key: { pk: { S: 'lease' }, sk: { S: 'tables' } },
        UpdateExpression: 'SET expires_at = :time',
        ExpressionAttributeValues: { ':time': { N: String(time) } },
      }),
    );
  await until(Date.now() + 24 * hour);
  const lake = started.template.outputs.LakeFunction as string;
  const run = (more: object) => started.functions.invoke(lake, { jobs: ['recent'], ...more });
  expect(await run({ scheduled: true })).toMatchObject({ fault: { errorType: 'Busy' } });
  expect(await run({})).toMatchObject({ result: { status: 'busy' } });
  await until(0);
  expect(await run({ scheduled: true })).toMatchObject({ result: { status: 'done' } });
});

/** The calls of one refresh, each once: how often it looks whether a query has ended is up to the engine. */
async function callsOfRefresh(): Promise<string[]> {
  const calls: string[] = [];
  started.fail((call) => {
    if (call !== calls.at(-1) || !call.endsWith('.GetQueryExecution')) calls.push(call);
    return undefined;
  });
  await refreshed(started, 'recent');
  well();
  return calls;
}

test('killed at any of its calls, its query going on or not, the next loses and doubles nothing', async () => {
  const lake = started.template.outputs.LakeFunction as string;
  landed('killed-0');
  const calls = await callsOfRefresh();
  expect(calls.length).toBeGreaterThan(6);
  for (const moment of calls.keys()) {
    const product = `killed-${moment + 1}`;
    const rows = landed(product);
    let last = '';
    let at = -1;
    started.fail((call) => {
      if (call !== last || !call.endsWith('.GetQueryExecution')) at++;
      last = call;
      // Sent before it died: the call does its work.
      if (at === moment) void started.functions.kill(lake);
      return undefined;
    });
    expect(await refresh(started, 'recent')).toHaveProperty('fault');
    well();
    await expireLease(started);
    await refreshed(started);
    expect(await inEvents(product), calls[moment]).toEqual(idsOf(rows));
    expect(await disagreements(started), calls[moment]).toBe(0);
  }
}, 600_000);

test('a refresh so slow that another takes over stops where it is, and nothing is doubled', async () => {
  const rows = landed('slow');
  const running = { body: { QueryExecution: { Status: { State: 'RUNNING' } } } };
  let statements = 0;
  let next: Promise<void> | undefined;
  started.fail((call) => {
    // The third statement inserts: from there on the lease runs out, and another finds it under way.
    if (call.endsWith('.StartQueryExecution') && ++statements === 3)
      next = expireLease(started).then(() => refreshed(started));
    return call.endsWith('.GetQueryExecution') && statements === 3 ? running : undefined;
  });
  expect(await refresh(started)).toMatchObject({ fault: { errorType: 'LeaseLost' } });
  await next;
  // The other first sees that very insert to its end, and then does what any refresh does.
  expect(statements).toBe(3 + 1 + 5);
  expect(await inEvents('slow')).toEqual(idsOf(rows));
  expect(await disagreements(started)).toBe(0);
});

test.for<[string, Fault]>([
  ['AmazonAthena.StartQueryExecution', { type: 'InternalServerException', status: 500 }],
  ['AmazonAthena.StartQueryExecution', 'cut after'],
  // An answer without what proves the work.
  ['AmazonAthena.StartQueryExecution', { body: {} }],
  ['AmazonAthena.GetQueryExecution', { body: {} }],
  ['AmazonAthena.GetQueryResults', { body: {} }],
  ['AmazonAthena.GetQueryExecution', { type: 'TooManyRequestsException', status: 400 }],
  ['AmazonAthena.GetQueryExecution', 'cut'],
  ['AmazonAthena.GetQueryResults', 'cut'],
])('a refresh that fails at %s (%o) leaves the rest to the next', async ([name, fault], { task }) => {
  const product = task.id;
  const rows = landed(product);
  started.fail((call) => (call === name ? fault : undefined));
  expect(await refresh(started)).toHaveProperty('fault');
  well();
  await refreshed(started);
  expect(await inEvents(product)).toEqual(idsOf(rows));
});
