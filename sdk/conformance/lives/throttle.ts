import { has, holds, is } from '../failed.ts';
import { days, type Life, life, seconds } from '../life.ts';
import { type Json, problem } from '../service.ts';

const features = (at: Life) =>
  at.service.batches.flatMap(({ events }) => events.map(({ properties }: Json) => properties.feature));
const taken = (n: number, next: object) => ({ status: 202, json: { accepted: n, next } });
const tooLarge = problem(413, 'body_too_large');

life('the directive to wait: nothing is sent before, then all', async (at) => {
  const host = await at.begin();
  at.service.next('events', taken(1, { after_seconds: 600 }));
  await host.use('a');
  await host.flush();
  await host.use('b');
  is('flush', await host.flush(), false);
  is('requests', at.service.seen.length, 1);
  const pause = at.json('sending').until - at.now;
  holds('the pause', pause > 500 * seconds && pause <= 900 * seconds, 'about ten minutes', pause);
  at.passes(901 * seconds);
  is('flush', await host.flush(), true);
  is('arrived', features(at), ['a', 'b']);
});

life('the directive to wait a year is a week', async (at) => {
  const host = await at.begin();
  at.service.next('events', taken(1, { after_seconds: 31_536_000 }));
  await host.use('a');
  await host.flush();
  const pause = at.json('sending').until - at.now;
  holds('the pause', pause <= 7 * days && pause > 6.9 * days, 'seven days', pause / days);
});

life(
  'the directive to drop an event by name: it is sent no more, in the next process either, until the service says so',
  async (at) => {
    const host = await at.begin(['usage', 'licensing']);
    at.service.next('events', taken(1, { drop: ['feature_used'] }));
    await host.use('a');
    await host.flush();
    await host.use('b');
    await host.track('license_checked', { license_key: 'ABCD' });
    at.service.next('events', taken(1, { drop: ['feature_used'] }));
    is('flush', await host.flush(), true);
    await host.end();
    const next = at.start();
    await next.open();
    await next.use('c');
    is('flush of nothing that may go', await next.flush(), true);
    await next.track('license_checked', { license_key: 'ABCD' });
    is('flush', await next.flush(), true);
    await next.use('d');
    is('flush', await next.flush(), true);
    is('arrived', features(at).filter(Boolean), ['a', 'd']);
    has('sending', at.json('sending'), { drop: [] });
  },
);

for (const [name, next] of [
  ['a text for its seconds', { after_seconds: '600' }],
  ['less than no seconds', { after_seconds: -5 }],
  ['a name for its list', { drop: 'feature_used' }],
  ['numbers for names', { drop: [1] }],
] as const)
  life(`a directive with ${name} is not the service's, and keeps the batch`, async (at) => {
    const host = await at.begin();
    at.service.next('events', taken(1, next));
    await host.use('a');
    is('flush', await host.flush(), false);
    at.passes(2 * days);
    is('flush', await host.flush(), true);
    is('stored', at.service.stored.size, 1);
  });

life('a 413 splits, and the halves arrive', async (at) => {
  const host = await at.begin();
  at.service.next('events', tooLarge);
  await host.use('a', 'b', 'c', 'd', 'e');
  is('flush', await host.flush(), true);
  is(
    'sizes',
    at.service.batches.map(({ events }) => events.length),
    [5, 3, 2],
  );
  is('stored', at.service.stored.size, 5);
  has('status', await host.status(), { dropped: 0 });
});

life('a 413 splits down to the one event that is too large, which alone is dropped', async (at) => {
  const host = await at.begin();
  at.service.rule = ({ body }) => (JSON.stringify(body).includes('"large"') ? tooLarge : undefined);
  await host.use('a', 'b', 'large', 'd');
  is('flush', await host.flush(), true);
  is('stored', [...at.service.stored.values()].map(({ properties }) => properties.feature).sort(), [
    'a',
    'b',
    'd',
  ]);
  has('status', await host.status(), { dropped: 1 });
});

life('too_many_events splits as well', async (at) => {
  const host = await at.begin();
  at.service.rule = ({ body }) => (body.events.length > 10 ? problem(413, 'too_many_events') : undefined);
  await host.do({ do: 'track', event_name: 'feature_used', properties: { feature: 'a' }, times: 100 });
  is('flush', await host.flush(), true);
  is('stored', at.service.stored.size, 100);
});

life(
  'a connection lost between the halves: what was taken is not counted twice, the rest arrives',
  async (at) => {
    const host = await at.begin();
    at.service.next('events', tooLarge, 'passed', 'lost');
    await host.use('a', 'b', 'c', 'd');
    is('flush', await host.flush(), false);
    at.passes(1 * days);
    is('flush', await host.flush(), true);
    is('stored', at.service.stored.size, 4);
    has('status', await host.status(), { dropped: 0 });
  },
);

life(
  'some events of a batch are rejected: they alone count as dropped, and none is sent again',
  async (at) => {
    const host = await at.begin();
    at.service.next('events', {
      status: 202,
      json: {
        accepted: 2,
        rejected: [{ index: 1, event_id: 'x', reason: 'event_invalid', detail: '/properties/x' }],
      },
    });
    await host.use('a', 'b', 'c');
    is('flush', await host.flush(), true);
    is('requests', at.service.seen.length, 1);
    const { dropped, problem } = await host.status();
    is('dropped', dropped, 1);
    is('problem', problem.includes('event_invalid'), true);
  },
);

for (const reason of [
  'organization_opted_out',
  'purpose_not_granted',
  'not_pseudonymous',
  'time_out_of_range',
  'event_too_large',
  'event_unknown',
])
  life(
    `events that the service rejects as ${reason} are settled: the grant stands, nothing is sent again`,
    async (at) => {
      const host = await at.begin(['usage'], {}, { organization_id: 'contoso' });
      const { installation_id } = at.json('consent').identity;
      at.service.next('events', {
        status: 202,
        json: {
          accepted: 0,
          rejected: [{ index: 0, reason }],
          consent: { status: 'granted', purposes: [], notice_version: 1 },
        },
      });
      await host.use('a');
      is('flush', await host.flush(), true);
      has('status', await host.status(), {
        status: 'granted',
        active: true,
        dropped: 1,
        purposes: ['usage'],
      });
      await host.use('b');
      is('flush', await host.flush(), true);
      is('arrived', features(at), ['a', 'b']);
      is('installation', at.service.batches[1].installation_id, installation_id);
    },
  );
