import { has, holds, is } from '../failed.ts';
import { days, type Life, life, seconds } from '../life.ts';
import { type Json, Service } from '../service.ts';

const features = (at: Life) => [...at.service.stored.values()].map(({ properties }) => properties.feature);
const short = { env: { ASSENT_TIMEOUT_MS: '3000' } };

for (const fate of ['stalled', 'stalled body'] as const) {
  life(`a service that is ${fate} is given up in time, and tried again later`, async (at) => {
    const before = await at.begin();
    await before.end();
    const host = at.start(short);
    await host.open();
    at.service.always('events', fate);
    await host.use('a');
    is('flush', await host.flush(), false);
    is('problem', typeof (await host.status()).problem, 'string');
    await host.end();
    at.service.always('events');
    at.passes(1 * days);
    const next = at.start();
    await next.open();
    is('flush', await next.flush(), true);
    is('stored', features(at), ['a']);
  });

  life(`a service that is ${fate} keeps no host at its end`, async (at) => {
    const host = await at.begin();
    at.service.always('events', fate);
    await host.use('a');
    await host.do({ do: 'flush_later' });
    await at.eventually('a batch', () => at.service.on('events').length, 1);
    const kept = await host.end();
    holds('the host', kept < 15 * seconds, 'gone within 15 s', kept);
    at.passes(1 * days);
    at.service.always('events');
    const next = at.start();
    await next.open();
    is('flush', await next.flush(), true);
    is('stored', features(at), ['a']);
  });
}

life('events that wait keep no host at its end, and nothing is sent then', async (at) => {
  const host = await at.begin();
  await host.do({ do: 'track', event_name: 'feature_used', properties: { feature: 'a' }, times: 150 });
  const kept = await host.end();
  holds('the host', kept < 15 * seconds, 'gone within 15 s', kept);
  is('requests', at.service.seen, []);
});

life('a host that only opens is not kept', async (at) => {
  const host = at.start({ env: { ASSENT_WAIT_SCALE: '1' } });
  await host.open();
  const kept = await host.end();
  holds('the host', kept < 15 * seconds, 'gone within 15 s', kept);
});

for (const [name, text] of [
  ['a page of two megabytes with 200', 'x'.repeat(2 * 1024 ** 2)],
  ['JSON of two megabytes with 202', JSON.stringify({ accepted: 1, more: 'x'.repeat(2 * 1024 ** 2) })],
])
  life(`${name} is not read to its end, and is no answer of the service`, async (at) => {
    const host = await at.begin();
    at.service.next('events', { status: 202, text });
    await host.use('a');
    is('flush', await host.flush(), false);
    has('files', at.files(), { 0: '.ready' });
    at.passes(2 * days);
    is('flush', await host.flush(), true);
    is('stored', features(at), ['a']);
  });

for (const route of ['consent', 'events', 'health'])
  life(`an answer without an end (${route}) is left: nobody fills the host's memory`, async (at) => {
    if (route === 'health') at.clock(-400 * days);
    const host = at.start();
    await host.open();
    at.service.next(route, { status: route === 'events' ? 202 : 200, endless: true });
    await host.grant('usage');
    await host.use('a');
    is('flush', await host.flush(), false);
    await at.eventually('answers that are still read', () => at.service.endless, 0);
    at.passes(2 * days);
    is('flush', await host.flush(), true);
    is('stored', features(at), ['a']);
  });

life('an answer that comes in pieces, slowly, is one', async (at) => {
  const host = await at.begin();
  at.service.next('events', { after: 300, pieces: 20 });
  await host.use('a');
  is('flush', await host.flush(), true);
  is('requests', at.service.seen.length, 1);
});

life('no request is repeated by the transport itself when its connection is reset', async (at) => {
  const host = await at.begin();
  at.service.always('events', 'unanswered');
  await host.use('a');
  is('flush', await host.flush(), false);
  is('requests', at.service.seen.length, 1);
});

life('a batch that was taken though its answer was lost is sent again as it was', async (at) => {
  const host = await at.begin(['usage', 'persons']);
  at.service.next('events', 'unanswered', 'torn');
  await host.track('feature_used', { feature: 'a', count: 3 }, { user: 'anna', role: 'x' });
  for (let n = 0; n < 3; n++) {
    await host.flush();
    at.passes(1 * days);
  }
  is('requests', at.service.seen.length, 3);
  const [first, ...again] = at.service.batches.map(({ events }) => events);
  for (const events of again) is('events', events, first);
  is('history', (await host.history()).length, 1);
  is('stored', features(at), ['a']);
});

life('a redirect is not followed: the secret goes to nobody else', async (at) => {
  const other = await new Service().start();
  try {
    const host = await at.begin();
    for (const status of [301, 302, 307, 308]) {
      at.service.next('events', { status, headers: { location: `${other.url}/v1/events` }, text: '' });
      await host.use('a');
      is('flush', await host.flush(), false);
      at.passes(2 * days);
    }
    is('the other', other.seen, []);
    is('flush', await host.flush(), true);
  } finally {
    other.stop();
  }
});

life('nothing but the service is called', async (at) => {
  const host = await at.begin(['usage', 'environment']);
  await host.use('a');
  is('flush', await host.flush(), true);
  await host.do({ do: 'export' });
  await host.end();
  const { port } = new URL(at.service.url);
  const others = at
    .sockets()
    .filter((line) => line !== `connect 127.0.0.1 ${port}` && line !== 'lookup 127.0.0.1');
  is('sockets', others, []);
});

// Through a proxy the service has a name that nobody resolves.
const url = 'http://telemetry.assent.invalid';
const proxied: [name: string, env: (proxy: string) => Record<string, string>][] = [
  ['http_proxy', (proxy) => ({ http_proxy: proxy })],
  ['HTTP_PROXY', (proxy) => ({ HTTP_PROXY: proxy })],
  ['ALL_PROXY', (proxy) => ({ ALL_PROXY: proxy })],
  ['http_proxy without a scheme', (proxy) => ({ http_proxy: proxy.replace('http://', '') })],
  [
    'http_proxy beside a NO_PROXY of others',
    (proxy) => ({ http_proxy: proxy, NO_PROXY: 'example.com,10.0.0.1' }),
  ],
];
for (const [name, env] of proxied)
  life(`${name} is the way, and the service's name is looked up by nobody`, async (at) => {
    const host = await at.begin(['usage'], { env: env(at.service.url) }, { url });
    await host.use('a');
    is('flush', await host.flush(), true);
    is('stored', features(at), ['a']);
    is('host', at.service.on('events')[0]?.headers.host, 'telemetry.assent.invalid');
    is(
      'look-ups',
      at.sockets().filter((line) => line.includes('assent.invalid')),
      [],
    );
  });

const spared: [name: string, spares: string][] = [
  ['the address', '127.0.0.1'],
  ['everything', '*'],
  ['the address among others', 'example.com, 127.0.0.1'],
];
for (const [name, NO_PROXY] of spared)
  life(`NO_PROXY of ${name} goes past a proxy`, async (at) => {
    const host = await at.begin(['usage'], { env: { http_proxy: 'http://127.0.0.1:9', NO_PROXY } });
    await host.use('a');
    is('flush', await host.flush(), true);
    is('stored', features(at), ['a']);
  });

life("a proxy's name and password go to the proxy alone", async (at) => {
  const proxy = at.service.url.replace('http://', 'http://us%40er:pass@');
  const host = await at.begin(['usage'], { env: { http_proxy: proxy } }, { url });
  await host.use('a');
  is('flush', await host.flush(), true);
  is(
    'credentials',
    at.service.on('events')[0]?.headers['proxy-authorization'],
    `Basic ${btoa('us@er:pass')}`,
  );
});

life('a proxy that is not there is no answer', async (at) => {
  const before = await at.begin();
  await before.end();
  const host = at.start({ env: { http_proxy: 'http://127.0.0.1:9' } });
  await host.open();
  await host.use('a');
  is('flush', await host.flush(), false);
  is('requests', at.service.seen, []);
  const { until } = at.json('sending');
  holds('the pause', until - at.now <= 91 * seconds, 'a minute to half as long again', until - at.now);
});

life('https goes through a proxy by a tunnel, and a proxy that grants none keeps the batch', async (at) => {
  const before = await at.begin();
  await before.end();
  const host = at.start({ env: { https_proxy: at.service.url } });
  await host.open({ url: 'https://telemetry.assent.invalid' });
  await host.use('a');
  is('flush', await host.flush(), false);
  is('tunnels', at.service.tunnels, ['telemetry.assent.invalid:443']);
  is('requests', at.service.seen, []);
  has('status', await host.status(), { dropped: 0 });
});

life('an address with a path keeps it', async (at) => {
  const host = at.start();
  at.service.under = '/usage';
  await host.open({ url: `${at.service.url}/usage/` });
  await host.grant('usage');
  await host.use('a');
  is('flush', await host.flush(), true);
  is(
    'paths',
    at.service.seen.map(({ path }: Json) => path),
    ['/usage/v1/consent', '/usage/v1/events'],
  );
});
