import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** The batch sizes of the tables. */
export const batches = [1, 10, 50, 500] as const;

/** Who sends in every benchmark; the stub holds what belongs to it (see items.ts). */
export const sender = {
  product: 'editor',
  writeKey: `editor.${'k'.repeat(43)}`,
  secret: 's'.repeat(43),
  installation_id: '0b0f4c1e-8d0e-4a64-9b61-0c2d6d3f6f11',
  organization_id: 'contoso',
};

const context = {
  product_version: '4.2.1',
  product_edition: 'professional',
  product_build: '8812',
  sdk_name: 'typescript',
  sdk_version: '1.0.0',
  ci: false,
  language: 'de-DE',
  os_name: 'Windows',
  os_version: '11.0.26100.2314',
  architecture: 'x64',
  cpu_cores: 16,
  memory_mb: 32_768,
  gpu_name: 'GeForce RTX 4070',
  screen_width: 2560,
  screen_height: 1440,
  device_type: 'desktop',
};

const words =
  'insert chart from selection with legend and title as template of the current workbook page layout'.split(
    ' ',
  );
/** Text of about `length` characters. Every second one has separators, so that scrubbing has to take a closer look. */
const text = (i: number, length: number) => {
  let all = '';
  for (let word = i; all.length < length; word += 7) {
    all += (all && (i % 2 ? '.' : '_')) + words[word % words.length];
  }
  return all;
};

const kinds: ((i: number) => object)[] = [
  (i) => ({
    event_name: 'feature_used',
    properties: { feature: text(i, 225), count: 1 + (i % 9), duration_ms: 37 * i },
  }),
  (i) => ({
    event_name: 'content_downloaded',
    properties: { content_id: text(i, 220), count: 1, bytes: 4096 * i },
  }),
  (i) => ({ event_name: 'applications_reported', properties: { application: text(i, 235), count: i % 5 } }),
  (i) => ({
    event_name: 'user_logged_in',
    properties: { method: text(i, 220), outcome: i % 3 ? 'success' : 'failure' },
  }),
];

const event = (i: number) => ({
  event_id: randomUUID(),
  occurred_at: new Date(Date.now() - 1000 * i).toISOString(),
  sequence: i,
  session_id: randomUUID(),
  user_id: createHash('sha256')
    .update(String(i % 20))
    .digest('hex'),
  user_role: ['analyst', 'administrator', 'guest'][i % 3],
  ...kinds[i % kinds.length]?.(i),
});

/** A batch of `size` events of about 600 bytes each, new in all that differs from batch to batch. */
export const batch = (size: number) => ({
  sent_at: new Date().toISOString(),
  installation_id: sender.installation_id,
  organization_id: sender.organization_id,
  context,
  events: Array.from({ length: size }, (_, i) => event(i)),
});

/** The same as an SDK puts it on the wire. */
export const wire = (size: number): Buffer => gzipSync(JSON.stringify(batch(size)));

/** What an HTTP API hands to the function (payload format 2.0) for a gzipped body. */
export const lambdaEvent = (body: Buffer) => ({
  version: '2.0',
  routeKey: 'POST /v1/events',
  rawPath: '/v1/events',
  rawQueryString: '',
  headers: {
    authorization: `Bearer ${sender.writeKey}`,
    'x-installation-secret': sender.secret,
    'content-type': 'application/gzip',
    'content-length': String(body.length),
    host: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
    'x-amzn-trace-id': `Root=1-${randomBytes(4).toString('hex')}-${randomBytes(12).toString('hex')}`,
  },
  requestContext: {
    http: {
      method: 'POST',
      path: '/v1/events',
      protocol: 'HTTP/1.1',
      sourceIp: '193.0.6.139',
      userAgent: '',
    },
    routeKey: 'POST /v1/events',
    stage: '$default',
    time: '22/Nov/2026:10:00:05 +0000',
  },
  body: body.toString('base64'),
  isBase64Encoded: true,
});
