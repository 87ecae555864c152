import { has, holds, is } from '../failed.ts';
import { languages } from '../languages.ts';
import { days, hours, type Life, life, seconds } from '../life.ts';
import type { Json } from '../service.ts';

const counts = (at: Life) =>
  at.service.batches.flatMap(({ events }) => events.map(({ properties }: Json) => properties.feature));

life('two processes at once: each event arrives once, and each process counts by itself', async (at) => {
  const hosts = [await at.begin(), at.start()];
  await hosts[1]?.open();
  for (let n = 0; n < 20; n++) for (const [p, host] of hosts.entries()) await host.use(`${p}-${n}`);
  for (let tries = 0; tries < 5 && !(await hosts[0]?.flush()); tries++) at.passes(20 * seconds);
  for (let tries = 0; tries < 5 && !(await hosts[1]?.flush()); tries++) at.passes(20 * seconds);
  is(
    'arrived',
    [...counts(at)].sort(),
    hosts.flatMap((_, p) => Array.from({ length: 20 }, (_, n) => `${p}-${n}`)).sort(),
  );
  const sequences = at.service.batches.flatMap(({ events }) => events.map(({ sequence }: Json) => sequence));
  is('sequences', new Set(sequences).size, 40);
});

life('two processes that flush at the same moment send each segment once', async (at) => {
  const first = await at.begin();
  await first.use('a', 'b', 'c');
  await first.close();
  await first.end();
  const hosts = [at.start(), at.start(), at.start()];
  await Promise.all(hosts.map((host) => host.open()));
  await Promise.all(hosts.map((host) => host.flush()));
  at.passes(20 * seconds);
  await hosts[0]?.flush();
  is('arrived', counts(at), ['a', 'b', 'c']);
});

life('a pause that one process was given holds for another', async (at) => {
  const one = await at.begin();
  const other = at.start();
  await other.open();
  at.service.next('events', { status: 503, headers: { 'retry-after': '600' } });
  await one.use('a');
  is('flush', await one.flush(), false);
  await other.use('b');
  is('flush', await other.flush(), false);
  is('requests', at.service.seen.length, 1);
  at.passes(1 * hours);
  is('flush', await other.flush(), true);
});

life('a process whose segment was taken for one left behind goes on with another', async (at) => {
  const one = await at.begin();
  await one.use('a');
  at.passes(2 * hours);
  const other = at.start();
  await other.open();
  is('flush', await other.flush(), true);
  await one.use('b');
  is('flush', await one.flush(), true);
  is('arrived', counts(at), ['a', 'b']);
  has('status', await one.status(), { dropped: 0 });
});

life(
  'killed by its user in the middle of a request: the next start sends it after half an hour',
  async (at) => {
    const host = await at.begin();
    at.service.next('events', 'stalled');
    await host.use('a');
    await host.do({ do: 'flush_later' });
    await at.eventually('a batch', () => at.service.on('events').length, 1);
    await host.kill();
    at.passes(1 * seconds * 60);
    const next = at.start();
    await next.open();
    await next.flush();
    is('requests', at.service.on('events').length, 1);
    at.passes(1 * hours);
    is('flush', await next.flush(), true);
    is('stored', at.service.stored.size, 1);
  },
);

life('a program that ends in the middle of a try does not try again with each start', async (at) => {
  const host = await at.begin();
  at.service.always('events', 'stalled');
  await host.use('a');
  await host.do({ do: 'flush_later' });
  await at.eventually('a batch', () => at.service.on('events').length, 1);
  await host.kill();
  for (let n = 0; n < 3; n++) {
    const next = at.start({ env: { ASSENT_WAIT_SCALE: '0.001' } });
    await next.open();
    await next.use('b');
    await next.flush();
    await next.end();
  }
  is('requests', at.service.on('events').length, 1);
});

life('what was tracked outlasts a kill right after', async (at) => {
  const host = await at.begin();
  await host.use('a', 'b');
  await host.kill();
  at.passes(1 * hours);
  const next = at.start();
  await next.open();
  is('flush', await next.flush(), true);
  is('arrived', counts(at), ['a', 'b']);
});

life(
  'offline for ninety days, thirteen starts: all arrives, in order, once the network is there',
  async (at) => {
    const first = await at.begin();
    at.service.always('events', 'lost');
    await first.use('0');
    await first.flush();
    await first.end();
    for (let n = 1; n <= 12; n++) {
      at.passes(7 * days);
      const host = at.start({ env: { ASSENT_WAIT_SCALE: '0.001' } });
      has('open', await host.open(), { status: 'granted', ask: false, dropped: 0 });
      await host.use(`${n}`);
      await host.flush();
      await host.end();
    }
    at.service.always('events');
    at.service.seen.length = 0;
    at.passes(6 * days);
    const last = at.start();
    await last.open();
    is('flush', await last.flush(), true);
    is(
      'arrived',
      counts(at),
      Array.from({ length: 13 }, (_, n) => `${n}`),
    );
    has('status', await last.status(), { dropped: 0, problem: null });
  },
);

life('offline for ninety days: tries become rare', async (at) => {
  const host = await at.begin();
  at.service.always('events', 'lost');
  await host.use('a');
  for (let hour = 0; hour < 24 * 10; hour += 2) {
    await host.flush();
    at.passes(2 * hours);
  }
  holds('tries in ten days', at.service.seen.length <= 60, 'at most 60', at.service.seen.length);
});

life(
  'ten thousand waiting segments are sent within five seconds of CPU, in no piece above 50 ms',
  async (at) => {
    const first = await at.begin();
    await first.end();
    const header =
      '{"format":1,"context":{"product_version":"1","sdk_name":"x","sdk_version":"1","ci":false},"offset":0}';
    for (let n = 0; n < 10_000; n++) {
      const id = `0193f3c8-5a52-7c52-b8a5-${String(n).padStart(12, '0')}`;
      const time = new Date(at.now - 10_000_000 + n).toISOString();
      at.write(
        `${String(1_795_000_000_000 + n).padStart(15, '0')}-0a1b2c3d.ready`,
        `${header}\n{"event_id":"${id}","event_name":"feature_used","occurred_at":"${time}","sequence":${n + 1},"session_id":"${id}","properties":{"feature":"a"}}\n`,
      );
    }
    const host = at.start({ quick: true });
    await host.open();
    const before = await host.do({ do: 'cpu' });
    is('flush', await host.flush(55_000), true);
    const after = await host.do({ do: 'cpu' });
    is('stored', at.service.stored.size, 10_000);
    const most = at.language.isSlow ? 60 : 5;
    holds('CPU', after.ms - before.ms <= most * seconds, `at most ${most} s`, after.ms - before.ms);
    if (after.longest_ms !== undefined)
      holds('the longest piece', after.longest_ms <= 50, 'at most 50 ms', after.longest_ms);
  },
);

life('a product that changes its language keeps its queue and its decision, there and back', async (at) => {
  const typescript = languages.typescript;
  if (!typescript) return;
  const before = await at.begin(['usage', 'persons'], { language: typescript });
  await before.track('feature_used', { feature: 'a\u2028\ud800', count: 1.5 }, { user: 'anna' });
  await before.withdraw();
  await before.grant('usage', 'persons');
  await before.track('feature_used', { feature: 'b\u2028\ud800', count: 1.5 }, { user: 'anna' });
  await before.close();
  await before.end();
  const { identity } = at.json('consent');
  at.service.seen.length = 0;
  // Whatever was being told at its end has put off the next try.
  at.passes(1 * hours);
  const here = at.start();
  has('open', await here.open(), {
    status: 'granted',
    ask: false,
    active: true,
    purposes: ['usage', 'persons'],
  });
  is('flush', await here.flush(), true);
  await here.track('feature_used', { feature: 'c\u2028', count: 0.1 }, { user: 'anna' });
  is('receipts', (await here.do({ do: 'receipts' })).receipts.length >= 1, true);
  await here.close();
  await here.end();
  has('consent', at.json('consent'), { identity, told: true, format: 1 });
  const back = at.start({ language: typescript });
  has('open', await back.open(), { status: 'granted', ask: false, active: true });
  is('flush', await back.flush(), true);
  await back.use('d');
  is('flush', await back.flush(), true);
  const events = at.service.batches.flatMap((batch) => batch.events);
  is(
    'arrived',
    events.map(({ properties }: Json) => properties.feature),
    ['b\u2028\ud800', 'c\u2028', 'd'],
  );
  is(
    'sequences',
    events.map(({ sequence }: Json) => sequence - events[0].sequence),
    [0, 1, 2],
  );
  is('one user', new Set(events.slice(0, 2).map(({ user_id }: Json) => user_id)).size, 1);
  is('history', (await back.history()).length, 3);
  is('installations', new Set(at.service.seen.map(({ body }) => body.installation_id)).size, 1);
});

life('a grant that TypeScript was not able to tell is told by the next language', async (at) => {
  const typescript = languages.typescript;
  if (!typescript) return;
  at.service.always('consent', 'lost');
  const before = at.start({ language: typescript });
  await before.open();
  await before.grant('usage');
  await before.use('a');
  is('flush', await before.flush(), false);
  await before.close();
  await before.end();
  at.service.always('consent');
  at.passes(1 * hours);
  const here = at.start();
  has('open', await here.open(), { status: 'granted' });
  is('flush', await here.flush(), true);
  is('stored', at.service.stored.size, 1);
  await here.do({ do: 'withdraw', erase: true });
  await here.flush();
  await here.end();
  const back = at.start({ language: typescript });
  has('open', await back.open(), { ask: false, active: false });
});
