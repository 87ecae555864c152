import { has, holds, is } from '../failed.ts';
import { gateway, kept } from '../fates.ts';
import { days, hours, life, seconds } from '../life.ts';
import { problem, type Reply } from '../service.ts';

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
