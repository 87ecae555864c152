import { has, holds, is } from '../failed.ts';
import { days, hours, life, seconds } from '../life.ts';
import { type Fate, problem, type Reply } from '../service.ts';

const page: Reply = { status: 200, type: 'text/html', text: '<html>Log in to this network</html>' };
const gateway = (status: number): Reply => ({ status, json: { message: 'From the gateway' } });

/** What keeps a batch, by the least pause in ms: at most half as long again. */
const kept: [name: string, fate: Fate, pause: number, headers?: Record<string, string>][] = [
  ['no answer', 'lost', 60 * seconds],
  ['a connection reset after the request', 'unanswered', 60 * seconds],
  ['a connection reset in the middle of the answer', 'torn', 60 * seconds],
  ['a 500', gateway(500), 60 * seconds],
  ['a 502 with a page', { ...page, status: 502 }, 60 * seconds],
  ['a 503 without retry-after', gateway(503), 60 * seconds],
  ['a 503 of the service', problem(503, 'unavailable', { 'retry-after': '300' }), 300 * seconds],
  ['a 504', gateway(504), 60 * seconds],
  ["the gateway's 429", gateway(429), 60 * seconds],
  [
    'a 429 with retry-after in seconds',
    { ...gateway(429), headers: { 'retry-after': '900' } },
    900 * seconds,
  ],
  [
    'a 503 with a retry-after of nonsense',
    { ...gateway(503), headers: { 'retry-after': 'soon' } },
    60 * seconds,
  ],
  [
    'a 503 with a retry-after of years',
    { ...gateway(503), headers: { 'retry-after': '99999999' } },
    7 * days,
  ],
  ['a 401', problem(401, 'credential_unknown'), 1 * days],
  ['a 403 of the service', problem(403, 'secret_mismatch'), 1 * days],
  ['a 403 of something else', { ...page, status: 403 }, 1 * days],
  ['a 404', problem(404, 'not_found'), 1 * days],
  ['a 407 of a proxy', { ...page, status: 407 }, 1 * days],
  ['a 400 that is no problem of the service', gateway(400), 1 * days],
  ['a 413 that is no problem of the service', gateway(413), 1 * days],
  ["a proxy's page with 200", page, 1 * days],
  ["a proxy's page with 202", { ...page, status: 202 }, 1 * days],
  ['a 200 with what would be right of a 202', { status: 200, json: { accepted: 1 } }, 1 * days],
  ['a 202 without accepted', { status: 202, json: {} }, 1 * days],
  ['a 202 that counts fewer events than were sent', { status: 202, json: { accepted: 0 } }, 1 * days],
  ['a 202 that counts more events than were sent', { status: 202, json: { accepted: 2 } }, 1 * days],
  ['a 202 whose accepted is a text', { status: 202, json: { accepted: '1' } }, 1 * days],
  ['an empty 202', { status: 202, text: '' }, 1 * days],
  ['a 202 with half a JSON', { status: 202, text: '{"accepted":1' }, 1 * days],
  ['a 202 of a list', { status: 202, json: [{ accepted: 1 }] }, 1 * days],
  ['a 204', { status: 204, text: '' }, 1 * days],
  ['a redirect', { status: 302, headers: { location: '/v1/health' }, text: '' }, 1 * days],
  [
    'a redirect that keeps the method',
    { status: 307, headers: { location: '/v1/events' }, text: '' },
    1 * days,
  ],
];

for (const [name, fate, pause] of kept)
  life(`${name} keeps the batch, and pauses`, async (at) => {
    const host = await at.begin();
    at.service.next('events', fate);
    await host.use('a');
    const asked = at.now;
    is('flush', await host.flush(), false);
    is('requests', at.service.seen.length, 1);
    has('files', at.files(), { 0: '.ready' });
    const { until, failed } = at.json('sending');
    const most = Math.min(1.5 * pause, 7 * days) + 60 * seconds;
    holds(
      'the pause',
      until >= asked + pause - seconds && until <= asked + most,
      `${pause} ms to half as long again`,
      until - asked,
    );
    is('failed', failed, 1);
    is('problem', typeof (await host.status()).problem, 'string');
    is('flush before its end', await host.flush(), false);
    is('requests', at.service.seen.length, 1);
    at.passes(until - asked + seconds);
    is('flush after its end', await host.flush(), true);
    is('requests', at.service.seen.length, 2);
    is('the same batch again', at.service.batches[1].events, at.service.batches[0].events);
    has('status', await host.status(), { problem: null, dropped: 0 });
    has('sending', at.json('sending'), { until: 0, failed: 0 });
    await host.end();
    is('files', at.files(), ['consent', 'history', 'receipts', 'sending', 'sequence']);
  });

const dropped: [name: string, reply: Reply][] = [
  ['body_invalid', problem(400, 'body_invalid')],
  ['content_type_unsupported', problem(415, 'content_type_unsupported')],
  [
    'a 202 that rejects all of it',
    {
      status: 202,
      json: { accepted: 0, rejected: [{ index: 0, reason: 'event_invalid', detail: '/properties' }] },
    },
  ],
];
for (const [name, reply] of dropped)
  life(`${name} drops the batch, counts it, and says why`, async (at) => {
    const host = await at.begin();
    at.service.next('events', reply);
    await host.use('a');
    is('flush', await host.flush(), true);
    const { dropped, problem } = await host.status();
    is('dropped', dropped, 1);
    is('problem', typeof problem, 'string');
    is('files', at.files(), ['consent', 'history', 'receipts', 'sending', 'sequence']);
    await host.use('b');
    is('flush', await host.flush(), true);
    is('requests', at.service.seen.length, 2);
    await host.end();
    has('sending', at.json('sending'), { dropped: 1 });
  });

life('a failure after a failure doubles the pause, up to six hours', async (at) => {
  const host = await at.begin();
  at.service.always('events', gateway(503));
  await host.use('a');
  for (const pause of [60, 120, 240, 480, 960, 1920, 3840, 7680, 15360, 21600, 21600]) {
    const asked = at.now;
    is('flush', await host.flush(), false);
    const until = at.json('sending').until - asked;
    holds(
      'the pause',
      until >= pause * seconds - seconds && until <= 1.5 * pause * seconds + 60 * seconds,
      `${pause} s to half as long again`,
      until / seconds,
    );
    at.passes(until + seconds);
  }
  at.service.always('events');
  is('flush', await host.flush(), true);
  has('sending', at.json('sending'), { failed: 0 });
});

life('a pause outlasts the process', async (at) => {
  const host = await at.begin();
  at.service.next('events', gateway(503));
  await host.use('a');
  await host.flush();
  await host.end();
  const next = at.start();
  await next.open();
  is('flush', await next.flush(), false);
  is('requests', at.service.seen.length, 1);
  at.passes(hours);
  is('flush', await next.flush(), true);
  is('stored', at.service.stored.size, 1);
});
