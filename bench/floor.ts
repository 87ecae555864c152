import { gunzipSync, gzipSync } from 'node:zlib';
import { BatchGetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose';
import { marshall } from '@aws-sdk/util-dynamodb';
import { clientSettings } from '../functions/platform/client.ts';
import { readByRequest } from './items.ts';

const store = new DynamoDBClient(clientSettings);
const stream = new FirehoseClient(clientSettings);
const Keys = readByRequest.map((key) => marshall(key));

/**
 * The least that any function on this way has to do, and nothing of its own: open a body, write its events as lines,
 * pack them, read two items, put one record. It checks nothing, leaves nothing out and adds nothing.
 */
export async function floor(body: Buffer): Promise<void> {
  const record = work(body);
  await store.send(new BatchGetItemCommand({ RequestItems: { Store: { Keys, ConsistentRead: true } } }));
  await stream.send(new PutRecordCommand({ DeliveryStreamName: 'Stream', Record: { Data: record } }));
}

/** The same without the two calls. */
export function work(body: Buffer): Buffer {
  const { events } = JSON.parse(gunzipSync(body).toString());
  let lines = '';
  for (const event of events) lines += `${JSON.stringify(event)}\n`;
  return gzipSync(lines, { level: 1 });
}
