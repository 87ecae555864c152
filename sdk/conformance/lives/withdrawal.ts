import { has, holds, is } from '../failed.ts';
import { days, life, seconds } from '../life.ts';
import type { Json } from '../service.ts';

const segments = (files: string[]) => files.filter((name) => name.startsWith('.'));
const decisions = (seen: Json[]) => seen.map(({ body }) => body.decision);

for (const [name, fate] of [
  ['is never answered', 'stalled'],
  ['is answered late', { after: 700 }],
  ['is answered by headers and no body', 'stalled body'],
] as const)
  life(
    `a withdrawal in the middle of a request that ${name}: its answer counts no more, the queue is gone, the no is told`,
    async (at) => {
      const host = await at.begin();
      await host.use('a', 'b');
      at.service.next('events', fate);
      await host.do({ do: 'flush_later' });
      await at.eventually('a batch', () => at.service.on('events').length, 1);
      is('withdraw', await host.withdraw(), true);
      has('status', await host.status(), { status: 'withdrawn', active: false, ask: false });
      // Whoever was just sending may be writing that down.
      await at.eventually('segments', () => segments(at.files()), []);
      await at.eventually('decisions', () => decisions(at.service.on('consent')), ['withdrawn']);
      is('flush', await host.flush(), true);
      has('consent', at.json('consent'), { status: 'withdrawn', told: true });
      is('batches', at.service.on('events').length, 1);
      await at.eventually('segments', () => segments(at.files()), []);
      has('status', await host.status(), { dropped: 0 });
    },
  );

life('a withdrawal while the grant is being told: both are told, in their order', async (at) => {
  const host = at.start();
  await host.open();
  at.service.next('consent', 'stalled');
  await host.grant('usage');
  await at.eventually('a PUT', () => at.service.on('consent').length, 1);
  is('withdraw', await host.withdraw(), true);
  is('flush', await host.flush(), true);
  is('decisions', decisions(at.service.on('consent')), ['granted', 'withdrawn']);
  has('status', await host.status(), { status: 'withdrawn' });
});

for (const how of ['withdraw', 'refuse'] as const)
  life(`a no without network (${how}) is told by the next start, and nothing else is`, async (at) => {
    const host = await at.begin();
    at.service.always('consent', 'lost');
    await host.use('a');
    is(how, await host[how](), true);
    is('flush', await host.flush(), false);
    is('segments', segments(at.files()), []);
    await host.end();
    at.passes(1 * days);
    at.service.always('consent');
    at.service.seen.length = 0;
    const next = at.start({ env: { ASSENT_WAIT_SCALE: '0.001' } });
    has('open', await next.open(), { ask: false, active: false });
    await at.eventually('routes', () => at.service.seen.map(({ route }) => route), ['consent']);
    is('flush', await next.flush(), true);
    is(
      'routes',
      at.service.seen.map(({ route }) => route),
      ['consent'],
    );
    has('consent', at.json('consent'), { told: true });
  });

life('a withdrawal in one process stops another of the same program', async (at) => {
  const one = await at.begin();
  const other = at.start();
  await other.open();
  await one.use('a');
  await other.use('b');
  is('withdraw', await other.withdraw(), true);
  await other.flush();
  await one.use('c');
  is('flush', await one.flush(), true);
  has('status', await one.status(), { status: 'withdrawn', active: false });
  await one.use('d');
  await one.close();
  await other.close();
  is('events', at.service.on('events'), []);
  is('segments', segments(at.files()), []);
});

life('a grant in one process is found by another, which then sends', async (at) => {
  const one = at.start();
  const other = at.start();
  await one.open();
  await other.open();
  await one.grant('usage');
  await one.flush();
  await other.flush();
  has('status', await other.status(), { status: 'granted', active: true, ask: false });
  await other.use('a');
  is('flush', await other.flush(), true);
  is('stored', at.service.stored.size, 1);
});

life('two processes that are granted at the same moment are one installation', async (at) => {
  const hosts = [at.start(), at.start(), at.start()];
  await Promise.all(hosts.map((host) => host.open()));
  const kept = await Promise.all(hosts.map((host) => host.grant('usage')));
  is('kept', kept, [true, true, true]);
  for (const [n, host] of hosts.entries()) {
    await host.use(`f${n}`);
    // Another that is just sending has put off everyone's next try by ten seconds.
    for (let tries = 0; tries < 5 && !(await host.flush()); tries++) at.passes(20 * seconds);
  }
  is('installations', new Set(at.service.seen.map(({ body }) => body.installation_id)).size, 1);
  is('secrets', new Set(at.service.seen.map(({ headers }) => headers['x-installation-secret'])).size, 1);
  // One may still be posting what it claimed, where nothing is left for another to claim.
  await at.eventually('stored', () => at.service.stored.size, 3);
});

life(
  'a grant after a withdrawal is the same installation, and what was queued before stays gone',
  async (at) => {
    const host = await at.begin();
    const { installation_id } = at.json('consent').identity;
    await host.use('a');
    await host.withdraw();
    await host.grant('usage');
    await host.use('b');
    is('flush', await host.flush(), true);
    is('decided last', decisions(at.service.on('consent')).at(-1), 'granted');
    is('installation', at.service.batches[0].installation_id, installation_id);
    is(
      'stored',
      [...at.service.stored.values()].map(({ properties }) => properties.feature),
      ['b'],
    );
  },
);

life('a refusal after a grant is told as a refusal, and asked about never again', async (at) => {
  const host = await at.begin();
  is('refuse', await host.refuse(), true);
  is('flush', await host.flush(), true);
  is('decisions', decisions(at.service.on('consent')), ['refused']);
  await host.end();
  for (let n = 0; n < 3; n++) {
    at.passes(400 * days);
    const next = at.start();
    has('open', await next.open(), { status: 'refused', ask: false });
    await next.use('a');
    is('flush', await next.flush(), true);
    await next.end();
  }
  is('requests', at.service.seen.length, 1);
});

life('ten decisions in one breath: the last one holds, there and here', async (at) => {
  const host = await at.begin();
  for (let n = 0; n < 5; n++) {
    await host.withdraw();
    await host.grant('usage', 'licensing');
  }
  is('flush', await host.flush(), true);
  const told = at.service.on('consent').map(({ body }) => body);
  holds('told', told.length >= 1 && told.length <= 10, '1 to 10', told.length);
  is('the last', told.at(-1).decision, 'granted');
  const times = told.map(({ decided_at }) => decided_at);
  is('times', times, [...times].sort());
  has('consent', at.json('consent'), { told: true, status: 'granted' });
});
