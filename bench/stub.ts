import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { items } from './items.ts';

/**
 * DynamoDB's BatchGetItem and Firehose's PutRecord, answered at once over https, as a process of its own so that its
 * work is not counted. Argument: the folder of its certificate. Tells its port to the process that forked it.
 */
const folder = process.argv[2] as string;
const cert = readFileSync(join(folder, 'cert.pem'));
const put = JSON.stringify({ RecordId: 'r'.repeat(224), Encrypted: false });

function answer(target: string, body: string): string {
  if (!target.endsWith('BatchGetItem')) return put;
  const { RequestItems } = JSON.parse(body) as {
    RequestItems: Record<string, { Keys: { pk: { S: string } }[] }>;
  };
  const [[table, { Keys }] = ['', { Keys: [] }]] = Object.entries(RequestItems);
  const found = Keys.map(({ pk }) => items.get(pk.S)).filter(Boolean);
  return JSON.stringify({ Responses: { [table]: found }, UnprocessedKeys: {} });
}

const server = createServer({ cert, key: readFileSync(join(folder, 'key.pem')) }, (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const json = answer(String(request.headers['x-amz-target']), Buffer.concat(chunks).toString());
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': json.length });
    response.end(json);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
