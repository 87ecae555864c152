import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose';
import { beforeAll, expect, test } from 'vitest';
import { gateway } from '../../local/gateway.ts';
import { deployment } from '../../operator/deployment.ts';
import { send } from './answers.ts';
import { land, query, refreshed, row, store, stored } from './lake.ts';
import { localForFile } from './local.ts';

/** What AWS documents that it refuses, the stand-ins refuse too: otherwise nobody would notice here. */
const started = localForFile({ schedules: false });
beforeAll(() => refreshed(started));

test('a body that Lambda does not take ends in 500, one that the gateway does not take in 413', async () => {
  const post = (size: number) =>
    send(`${started.url}/v1/events`, 'POST', { 'content-type': 'application/gzip' }, Buffer.alloc(size));
  // As base64 in the event it is a third larger.
  expect((await post(4 * 1024 * 1024)).status).toBe(401);
  const tooMuch = await post(5 * 1024 * 1024);
  expect([tooMuch.status, JSON.parse(tooMuch.text)]).toEqual([500, { message: 'Internal Server Error' }]);
  const { status, text } = await post(10 * 1024 * 1024 + 1);
  expect([status, JSON.parse(text)]).toEqual([413, { message: 'Request Entity Too Large' }]);
});

test('an answer over 6 MB, which Lambda does not give back, ends in 500', async () => {
  const answers = async (size: number) => {
    const invoke = async () => ({ result: { statusCode: 200, body: 'x'.repeat(size) } });
    const server = gateway(started.template, { invoke }, async () => undefined);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { status } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/health`);
    server.close();
    return status;
  };
  expect(await answers(6 * 1024 * 1024)).toBe(500);
  expect(await answers(6 * 1024 * 1024 - 100)).toBe(200);
});

test('OPTIONS and HEAD go to a route, or to $default, like any other call', async () => {
  const preflight = await fetch(`${started.url}/v1/events`, {
    method: 'OPTIONS',
    headers: { origin: 'https://app.example.com', 'access-control-request-method': 'POST' },
  });
  expect([preflight.status, (await preflight.json()).reason]).toEqual([404, 'not_found']);
  expect((await fetch(`${started.url}/nowhere`, { method: 'HEAD' })).status).toBe(404);
});

test.for([
  ['a statement over 262,144 bytes', `SELECT 1 -- ${'x'.repeat(262_144)}`, []],
  ['a question mark in a comment', '-- Which?\nSELECT 1', []],
  ['a question mark in DDL', "CREATE TABLE x (a string) LOCATION '?'", []],
  ['a parameter too many', 'SELECT 1 AS one WHERE 1 = ?', ['1', '2']],
  ['a parameter too few', 'SELECT 1 AS one WHERE 1 = ?', []],
] as [string, string, string[]][])('Athena refuses %s', async ([, sql, texts]) => {
  await expect(query(started, sql, ...texts)).rejects.toThrow();
});

test('Athena writes at most 100 partitions a statement, and then none; the refresh needs no more', async () => {
  const days = Array.from({ length: 101 }, (_, i) => new Date(Date.now() - i * 86_400_000));
  const values = days.map((day) => `('${randomUUID()}', DATE '${day.toISOString().slice(0, 10)}', 'many')`);
  const insert = (count: number) =>
    query(
      started,
      `INSERT INTO events (event_id, event_day, product) VALUES ${values.slice(0, count).join(', ')}`,
    );
  await expect(insert(101)).rejects.toThrow('TOO_MANY_OPEN_PARTITIONS');
  expect(await stored(started, 'many')).toEqual([]);
  await insert(100);
  await expect(query(started, "DELETE FROM events WHERE product = 'many'")).resolves.toEqual([]);
  land(
    started,
    new Date(),
    days.map((day) => row('late', day)),
  );
  await refreshed(started, 'late');
  expect(await stored(started, 'late')).toHaveLength(101);
});

test('DynamoDB takes no item over 400 KB, Firehose no record over 1,000 KiB', async () => {
  const { client, TableName } = await store(started);
  const item = (size: number) =>
    client.send(
      new PutItemCommand({
        TableName,
        Item: { pk: { S: 'large' }, sk: { S: 'item' }, text: { S: 'x'.repeat(size) } },
      }),
    );
  await expect(item(400 * 1024)).rejects.toThrow(/size has exceeded/);
  await item(400 * 1024 - 100);
  const { aws } = await deployment({ data: started.data });
  const [stream] = started.template.ofType('AWS::KinesisFirehose::DeliveryStream');
  const put = (Data: Uint8Array) =>
    new FirehoseClient(aws).send(new PutRecordCommand({ DeliveryStreamName: stream?.id, Record: { Data } }));
  await expect(put(Buffer.alloc(1000 * 1024 + 1))).rejects.toThrow(/at most/);
  await put(gzipSync('\n'));
});
