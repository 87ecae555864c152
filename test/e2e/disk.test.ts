import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, expect, inject, test } from 'vitest';
import { openLake } from '../../local/duckdb.ts';
import { Firehose } from '../../local/firehose.ts';
import { S3 } from '../../local/s3.ts';
import { sentence } from '../../local/sentence.ts';
import { Template } from '../../local/template.ts';
import { addProduct, event, Installation, localForFile } from './local.ts';

const folder = mkdtempSync(join(tmpdir(), 'assent-disk-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const template = new Template(inject('stack'));
const [stream] = template.ofType('AWS::KinesisFirehose::DeliveryStream');
const bucket = stream?.properties.ExtendedS3DestinationConfiguration.BucketARN.split(':').at(-1);
const line = () =>
  `${JSON.stringify({ event_id: randomUUID(), noise: randomBytes(400).toString('base64') })}\n`;

test('whatever a kill left of an object, each record that was acknowledged is delivered, and none cut off', () => {
  const lines = Array.from({ length: 40 }, line);
  const members = lines.map((each) => gzipSync(each));
  const torn = gzipSync(line());
  const hour = join(folder, 's3', bucket, 'landing', 'hour=2026-11-25-06');
  mkdirSync(hour, { recursive: true });
  // Torn in the middle, as a full disk once left it, and at the end, as a kill does.
  const bytes = [...members.slice(0, 20), torn.subarray(0, 200), ...members.slice(20), torn.subarray(0, 9)];
  writeFileSync(join(hour, `${stream?.id}-1-${randomUUID()}`), Buffer.concat(bytes));
  new Firehose(template, folder, () => {});
  const [object = ''] = readdirSync(hour);
  expect(object).toMatch(/\.json\.gz$/);
  expect(gunzipSync(readFileSync(join(hour, object))).toString()).toBe(lines.join(''));
});

test('an object in which a full disk or a kill left no record is not delivered: it is no gzip, and would end each refresh', () => {
  const place = join(folder, 'empty');
  const hour = join(place, 's3', bucket, 'landing', 'hour=2026-11-25-06');
  mkdirSync(hour, { recursive: true });
  writeFileSync(join(hour, `${stream?.id}-1-${randomUUID()}`), '');
  const firehose = new Firehose(template, place, () => {});
  expect(readdirSync(hour)).toEqual([]);
  // What the disk lets be: the object is begun, and holds nothing.
  firehose.call('PutRecord', { DeliveryStreamName: stream?.id as string, Record: { Data: '' } });
  firehose.deliver();
  const files = readdirSync(join(place, 's3', bucket), { recursive: true, withFileTypes: true });
  expect(files.filter((each) => each.isFile())).toEqual([]);
});

test('an object of many records is one gzip member, since DuckDB may lose what comes after another', async () => {
  const place = join(folder, 'members');
  const firehose = new Firehose(template, place, () => {});
  const lines = Array.from({ length: 40 }, line);
  for (const each of lines) {
    const Record = { Data: gzipSync(each).toString('base64') };
    firehose.call('PutRecord', { DeliveryStreamName: stream?.id as string, Record });
  }
  firehose.deliver();
  const files = readdirSync(join(place, 's3', bucket), { recursive: true, withFileTypes: true });
  const [object, ...others] = files.filter((each) => each.isFile());
  expect(others).toEqual([]);
  const bytes = readFileSync(join(object?.parentPath as string, object?.name as string));
  // A web stream reads one member, and refuses what comes after it.
  const read = new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')));
  expect(await read.text()).toBe(lines.join(''));
});

test('a disk that is full, or data of a newer version, stop a start with a sentence that says what to do', async () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  expect(sentence(full, 8787, 'here')).toMatch(/^The disk of here is full: make room .*--data DIR\.$/);
  const newer = join(folder, 'newer');
  mkdirSync(newer);
  writeFileSync(join(newer, 'format.json'), '{"format":99}');
  const fault = await openLake(newer).catch((fault: Error) => fault);
  expect(sentence(fault as Error, 8787, newer)).toMatch(
    /^A newer version of Assent wrote .* update, or start/,
  );
});

test('no path of S3 leads out of the data folder', () => {
  const s3 = new S3(folder, () => {});
  writeFileSync(join(folder, 'secret'), 'x');
  for (const path of ['/b/..%2f..%2fsecret', '/b/%2e%2e/%2e%2e/secret', '/..%2fsecret', '/%2fetc%2fpasswd'])
    expect([path, s3.call('S3.GetObject', path, Buffer.alloc(0)).status >= 403]).toEqual([path, true]);
  expect(s3.call('S3.PutObject', '/b/..%2f..%2fsecret', Buffer.from('y')).status).toBe(403);
  expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe('x');
});

const started = localForFile({ schedules: false });

test('the ports for calls to AWS serve whoever can read a file of this run, and nobody else', async () => {
  const file = join(started.data, 'run.json');
  const { aws, token } = JSON.parse(readFileSync(file, 'utf8'));
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(statSync(started.data).mode & 0o077).toBe(0);
  const signed = (key: string) => ({ authorization: `AWS4-HMAC-SHA256 Credential=${key}/20261128/x` });
  const status = async (url: string, headers: Record<string, string>, path = '/') =>
    (await fetch(url + path, { headers })).status;
  for (const url of [aws, started.dynamodb])
    for (const headers of [{}, signed('local'), { ...signed(token), origin: 'http://evil.example' }])
      expect(await status(url, headers, '/secrets')).toBe(403);
  expect(await status(aws, signed(token), '/bucket/nothing')).toBe(404);
});

test('a caller that hangs up in the middle, or speaks no HTTP, ends nothing', async () => {
  const { port } = new URL(started.url);
  const say = (text: string) =>
    new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(text, () => setTimeout(() => socket.destroy(), 50));
      });
      socket.on('close', () => resolve());
      socket.on('error', () => resolve());
    });
  await say(
    'POST /v1/events HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"a"',
  );
  await say('GET /v1/events HTTP/1.1\r\nbroken\r\n\r\n');
  await say('\x16\x03\x01 not HTTP at all\r\n\r\n');
  const installation = new Installation(started, await addProduct(started, 'hung-up'));
  await installation.decide('granted', ['usage']);
  expect((await installation.post([event()])).json.accepted).toBe(1);
});
