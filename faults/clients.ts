import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lane } from './lane.ts';
import { type Row, rowOf } from './row.ts';

const head = 'POST /v1/events HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
/** What clients say that hang up, or that speak no HTTP. */
const says: Record<string, string> = {
  'hang up within their headers': 'POST /v1/events HTT',
  'hang up within their bodies': `${head}content-length: 1000\r\n\r\n{"a"`,
  'hang up before the answer': `${head}content-length: 2\r\n\r\n{}`,
  'send broken HTTP': 'GET /v1/health HTTP/1.1\r\nbroken\r\n\r\n',
  'speak another protocol': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'send chunks that are none': `${head}transfer-encoding: chunked\r\n\r\nzz\r\n`,
  'say two lengths': `${head}content-length: 1\r\ncontent-length: 5\r\n\r\nabc`,
};

/** So many clients misbehave at once, against both ports, while a field posts. */
export async function clients(lane: Lane, way: string, times = 30): Promise<() => Promise<Row>> {
  const field = await lane.field();
  const ports = [lane.where.url, lane.where.there.aws.endpoint as string].map((url) =>
    Number(new URL(url).port),
  );
  const rude = Array.from({ length: times }, (_, i) =>
    misbehave(ports[i % 2] as number, says[way] as string),
  );
  await field.post(2);
  await Promise.all(rude);
  const seen = [...field.seen];
  await field.resend();
  return async () => rowOf(`${times} clients ${way}`, seen, await field.count(lane.where));
}
export const rudeness = Object.keys(says);

async function misbehave(port: number, text: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(text);
  await sleep(100);
  socket.destroy();
}
