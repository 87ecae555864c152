import { has, holds, is } from '../failed.ts';
import { kept } from '../fates.ts';
import { days, life, seconds } from '../life.ts';
import { problem } from '../service.ts';

// What a batch alone is answered by is left out.
for (const [name, fate, pause] of kept.filter(([each]) => !/accepted|counts|202 of|half/.test(each)))
  life(`${name} keeps the decision, and pauses`, async (at) => {
    const host = at.start();
    at.service.next('consent', fate);
    await host.open();
    const asked = at.now;
    is('grant', await host.grant('usage'), true);
    await host.use('a');
    is('flush', await host.flush(), false);
    is('requests', at.service.seen.length, 1);
    has('consent', at.json('consent'), { status: 'granted', told: false });
    const { until } = at.json('sending');
    const most = Math.min(1.5 * pause, 7 * days) + 60 * seconds;
    holds(
      'the pause',
      until >= asked + pause - seconds && until <= asked + most,
      `${pause} ms to half as long again`,
      until - asked,
    );
    at.passes(until - asked + seconds);
    is('flush after its end', await host.flush(), true);
    const [, again, batch] = at.service.seen;
    is('the same decision again', again?.body, at.service.seen[0]?.body);
    is('then the events', batch?.route, 'events');
    is('receipts', (await host.do({ do: 'receipts' })).receipts.length, 1);
    has('consent', at.json('consent'), { told: true });
  });

life('a receipt of another decision is taken over', async (at) => {
  const host = at.start();
  at.service.next('consent', { status: 200, json: { receipt_id: 'r', decision: 'withdrawn' } });
  await host.open();
  await host.grant('usage');
  await host.use('a');
  await host.flush();
  has('status', await host.status(), { status: 'withdrawn', active: false, ask: false });
  is('events', at.service.on('events'), []);
});

life(
  'an installation that was erased meanwhile: nothing more is sent, and a new grant is somebody new',
  async (at) => {
    const host = at.start();
    at.service.next('consent', problem(409, 'installation_erased'));
    await host.open();
    await host.grant('usage');
    await host.use('a');
    await host.flush();
    has('status', await host.status(), { status: 'erased', active: false, ask: false });
    is('events', at.service.on('events'), []);
    const before = at.service.on('consent')[0];
    await host.grant('usage');
    await host.use('b');
    is('flush', await host.flush(), true);
    const after = at.service.on('consent')[1];
    is('another ID', after?.body.installation_id !== before?.body.installation_id, true);
    const name = 'x-installation-secret';
    is('another secret', after?.headers[name] !== before?.headers[name], true);
    is(
      'stored',
      [...at.service.stored.values()].map(({ properties }) => properties.feature),
      ['b'],
    );
  },
);

for (const status of ['refused', 'withdrawn', 'erased'])
  life(
    `the reply to a batch says ${status}: it is taken over, the queue deleted, and never asked again`,
    async (at) => {
      const host = await at.begin();
      at.service.decide(at.json('consent').identity.installation_id, status);
      await host.use('a');
      await host.flush();
      await host.use('b');
      await host.flush();
      is('requests', at.service.seen.length, 1);
      has('status', await host.status(), { status, ask: false, active: false });
      is(
        'files',
        at.files().filter((name) => name.startsWith('.')),
        [],
      );
      await host.end();
      const next = at.start();
      has('status', await next.open(), { status, ask: false, active: false });
    },
  );

life(
  'the service has lost the decision: it is told again, and the events that were refused count as dropped',
  async (at) => {
    const host = await at.begin();
    at.service.decide(at.json('consent').identity.installation_id, 'none');
    await host.use('a');
    is('flush', await host.flush(), true);
    await host.use('b');
    is('flush', await host.flush(), true);
    is(
      'routes',
      at.service.seen.map(({ route }) => route),
      ['events', 'consent', 'events'],
    );
    has('status', await host.status(), { status: 'granted', dropped: 1 });
    is('stored', at.service.stored.size, 1);
  },
);
