import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { open } from '../../functions/platform/body.ts';
import { Problem } from '../../functions/platform/problem.ts';
import type { Request } from '../../functions/platform/request.ts';
import { limits } from '../../shared/limits.ts';

const json = 'application/json';
const gzip = 'application/gzip';
const openAs = (contentType: string, body: string | Uint8Array, contentEncoding = '') =>
  open({ body: Buffer.from(body as string), contentType, contentEncoding } as Request);
const reasonOf = (opened: unknown) => (opened instanceof Problem ? opened.reason : opened);

/** JSON of just so many bytes. */
const jsonOf = (bytes: number) => `"${'a'.repeat(bytes - 2)}"`;

const types = fc.oneof(fc.constantFrom(json, gzip), fc.string());
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.json().map((text) => Buffer.from(text)),
  fc.json().map((text) => gzipSync(text)),
  // A gzip file with a byte damaged, or its end missing.
  fc.tuple(fc.json(), fc.nat(60), fc.nat(255)).map(([text, at, byte]) => {
    const damaged = gzipSync(text);
    damaged[at] = byte;
    return damaged;
  }),
  fc.tuple(fc.json(), fc.nat(60)).map(([text, length]) => gzipSync(text).subarray(0, length)),
);
test('any bytes of any type are a value or a problem, and never a fault', () => {
  fc.assert(
    fc.property(types, bytes, (type, body) => {
      const opened = openAs(type, body);
      if (!(opened instanceof Problem)) return;
      expect(['body_invalid', 'content_type_unsupported']).toContain(opened.reason);
      expect(opened.detail).not.toMatch(/Unexpected|SyntaxError|Error:|position/);
    }),
    { numRuns: 1000 },
  );
});

test('what was JSON is what it was, gzipped or not', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(openAs(json, text)).toEqual(JSON.parse(text));
      expect(openAs(gzip, gzipSync(text))).toEqual(JSON.parse(text));
    }),
  );
});

test.each([
  ...[json, 'Application/JSON', ' application/json ', 'application/json;', 'application/json ; v=1'],
  ...[
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json; charset=utf8',
  ],
  ...[
    'application/json; charset=utf-8; v=1',
    'application/json; charset=latin1',
    'application/json;;odata=verbose',
  ],
])('the type %s is taken, whatever its parameters say', (type) => {
  expect(openAs(type, '{}')).toEqual({});
  expect(openAs(type.replace(/json/i, 'gzip'), gzipSync('{}'))).toEqual({});
});

test.each(['', 'identity', 'Identity', ' identity '])('the encoding "%s" is none', (encoding) => {
  expect(openAs(json, '{}', encoding)).toEqual({});
});

test.each(['gzip', 'GZIP', 'x-gzip', 'deflate', 'br', 'zstd', 'gzip, identity', 'aws-chunked'])(
  'the encoding %s is not supported, and it is said what to send instead',
  (encoding) => {
    for (const type of [json, gzip]) {
      const opened = openAs(type, gzipSync('{}'), encoding);
      expect(reasonOf(opened)).toBe('content_type_unsupported');
      expect((opened as Problem).detail).toContain('application/gzip');
    }
  },
);

test('a byte order mark is skipped, gzipped or not; a second one is none', () => {
  expect(openAs(json, '\ufeff{"a":"\ufeff"}')).toEqual({ a: '\ufeff' });
  expect(openAs(gzip, gzipSync('\ufeff{}'))).toEqual({});
  expect(reasonOf(openAs(json, '\ufeff\ufeff{}'))).toBe('body_invalid');
});

test.each(['', 'text/plain', 'application/jsonp', 'application/x-ndjson, application/json'])(
  'the type "%s" is not supported',
  (type) => {
    expect(reasonOf(openAs(type, '{}'))).toBe('content_type_unsupported');
  },
);

test('gzip under a JSON type, and JSON under a gzip type, are invalid', () => {
  expect(reasonOf(openAs(json, gzipSync('{}')))).toBe('body_invalid');
  expect(reasonOf(openAs(gzip, '{}'))).toBe('body_invalid');
});

test('a gzip file of several members is read whole, and one with an end missing not at all', () => {
  const members = Buffer.concat([gzipSync('{"a"'), gzipSync(''), gzipSync(':1}')]);
  expect(openAs(gzip, members)).toEqual({ a: 1 });
  expect(reasonOf(openAs(gzip, members.subarray(0, -1)))).toBe('body_invalid');
});

test.each([
  ['a byte that UTF-8 does not have', Buffer.from([0x22, 0xff, 0x22])],
  ['an overlong form', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
  ['a surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ['half a character', Buffer.from('"é"').subarray(0, 2)],
  ['UTF-16', Buffer.from('{}', 'utf16le')],
  ['UTF-16 with its mark', Buffer.from('\ufeff{}', 'utf16le')],
  ['nothing', Buffer.alloc(0)],
])('%s is not JSON in UTF-8', (_, body) => {
  expect(reasonOf(openAs(json, body))).toBe('body_invalid');
  expect(reasonOf(openAs(gzip, gzipSync(body)))).toBe('body_invalid');
});

test('a body may be as large as the limit, and no larger', () => {
  expect(openAs(json, jsonOf(limits.wireBytes))).toHaveLength(limits.wireBytes - 2);
  expect(reasonOf(openAs(json, jsonOf(limits.wireBytes + 1)))).toBe('body_too_large');
  expect(reasonOf(openAs(gzip, Buffer.alloc(limits.wireBytes + 1)))).toBe('body_too_large');
});

test('what it inflates to may be as large as the limit, and is not read beyond it', () => {
  expect(openAs(gzip, gzipSync(jsonOf(limits.inflatedBytes)))).toHaveLength(limits.inflatedBytes - 2);
  expect(reasonOf(openAs(gzip, gzipSync(jsonOf(limits.inflatedBytes + 1))))).toBe('body_too_large');
  const member = gzipSync(Buffer.alloc(limits.inflatedBytes));
  const bomb = Buffer.concat(
    Array.from({ length: Math.floor(limits.wireBytes / member.length) }, () => member),
  );
  const before = process.memoryUsage().arrayBuffers;
  expect(reasonOf(openAs(gzip, bomb))).toBe('body_too_large');
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * limits.inflatedBytes);
});

test('arrays a hundred thousand deep are read, or refused as invalid', () => {
  const opened = openAs(json, '['.repeat(100_000) + ']'.repeat(100_000));
  expect(Array.isArray(opened) || reasonOf(opened) === 'body_invalid').toBe(true);
});

test('a body holds so many values at most, however they are nested, and texts as long as fit', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const gzipped = (text: string) => reasonOf(openAs(gzip, gzipSync(text)));
  for (const text of [
    nested(limits.values + 1),
    `[${'[],'.repeat(limits.values)}0]`,
    `{${'"a":{},'.repeat(250_000)}`,
  ])
    expect(gzipped(text)).toBe('body_too_large');
  expect(gzipped(nested(2000))).toEqual(JSON.parse(nested(2000)));
  // Within texts, behind quotes that are escaped too, nothing counts.
  const brackets = '[{,"\\'.repeat(150_000);
  expect(gzipped(JSON.stringify([brackets, brackets]))).toEqual([brackets, brackets]);
});
