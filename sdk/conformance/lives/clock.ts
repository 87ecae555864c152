import { has, holds, is } from '../failed.ts';
import { page } from '../fates.ts';
import { days, hours, type Life, life, seconds } from '../life.ts';
import { type Json, problem } from '../service.ts';

const minutes = 60 * seconds;
/** By how much a clock is ahead of the world's; `asks`: it is known to be wrong, so that the service is asked first. */
const wrong: [name: string, ahead: number, asks: boolean][] = [
  ['eleven minutes ahead', 11 * minutes, false],
  ['eleven minutes behind', -11 * minutes, false],
  ['a day ahead', 1 * days, false],
  ['a day behind', -1 * days, false],
  ['400 days ahead', 400 * days, false],
  ['before the package was made', -400 * days, true],
  ['in 1970', -56 * 365 * days, true],
  ['twenty years ahead', 20 * 365 * days, true],
];

/** When the service takes each event to have happened, by its name, as it corrects them: in ms from now. */
function corrected(at: Life): Record<string, number> {
  const times: Record<string, number> = {};
  for (const { sent_at, events } of at.service.batches) {
    const off = at.now - Date.parse(sent_at);
    for (const { occurred_at, properties } of events as Json[])
      times[properties.feature] = Date.parse(occurred_at) - at.now + (Math.abs(off) > 10 * minutes ? off : 0);
  }
  return times;
}
function areNear(at: Life, expected: Record<string, number>): void {
  const times = corrected(at);
  for (const [name, time] of Object.entries(expected))
    holds(
      `when ${name} happened`,
      Math.abs((times[name] ?? 1e99) - time) < 2 * minutes,
      `${time} ms from now`,
      times[name],
    );
}

for (const [name, ahead, asks] of wrong) {
  life(`a clock that is ${name} from the start loses nothing, and moves nothing`, async (at) => {
    at.clock(ahead);
    const host = at.start();
    await host.open();
    is('grant', await host.grant('usage'), true);
    await host.use('a');
    is('flush', await host.flush(), true);
    is('asked for the time', at.service.on('health').length > 0, asks);
    areNear(at, { a: 0 });
    await host.use('b');
    is('flush', await host.flush(), true);
    areNear(at, { b: 0 });
    const [b] = at.service.batches.at(-1).events;
    holds(
      'the second event as sent',
      Math.abs(Date.parse(b.occurred_at) - at.now) < 2 * minutes,
      'now',
      b.occurred_at,
    );
    has('status', await host.status(), { dropped: 0, problem: null });
  });

  life(
    `a start with a clock that is ${name}: what lies in the queue from before arrives as it was`,
    async (at) => {
      const host = await at.begin();
      await host.use('a');
      await host.end();
      const occurred_at = at
        .names()
        .flatMap((file) => (file.includes('.') ? at.read(file).split('\n') : []))
        .map((line) => /"occurred_at":"([^"]+)"/.exec(line)?.[1])
        .find(Boolean);
      at.passes(3 * hours);
      at.clock(ahead);
      const next = at.start();
      await next.open();
      has('status', await next.status(), { status: 'granted', dropped: 0 });
      is('flush', await next.flush(), true);
      is('occurred_at', at.service.batches[0].events[0].occurred_at, occurred_at);
      // Set right again, nothing is left behind.
      at.clock(0);
      await next.use('b');
      is('flush', await next.flush(), true);
      await next.end();
      const last = at.start();
      await last.open();
      await last.use('c');
      is('flush', await last.flush(), true);
      areNear(at, { c: 0 });
      is('stored', at.service.stored.size, 3);
    },
  );
}

life('a clock that is put back while the program runs: each event keeps its time', async (at) => {
  const host = await at.begin();
  await host.use('a');
  at.clock(-2 * hours);
  await host.use('b');
  at.clock(0);
  await host.use('c');
  is('flush', await host.flush(), true);
  areNear(at, { a: 0, b: 0, c: 0 });
  is(
    'order',
    at.service.batches.flatMap(({ events }) => events.map((event: Json) => event.properties.feature)),
    ['a', 'b', 'c'],
  );
});

life('a clock that is right is never asked about', async (at) => {
  const host = await at.begin();
  await host.use('a');
  await host.flush();
  is(
    'routes',
    at.service.seen.map(({ route }) => route),
    ['events'],
  );
});

for (const [name, fate] of [
  ['nothing', 'lost'],
  ['a page', page],
  ['a 503', problem(503, 'unavailable')],
  ['a 404', problem(404, 'not_found')],
  ['a JSON of something else', { status: 200, json: { ok: true } }],
] as const)
  life(
    `a clock known to be wrong, and ${name} answers for the service's time: nothing is sent yet, nor learned`,
    async (at) => {
      at.clock(-400 * days);
      at.service.always('health', fate);
      const host = at.start();
      await host.open();
      is('grant', await host.grant('usage'), true);
      await host.use('a');
      is('flush', await host.flush(), false);
      // A transport may repeat a GET whose connection was reset.
      is('routes', [...new Set(at.service.seen.map(({ route }) => route))], ['health']);
      holds('requests', at.service.seen.length <= (fate === 'lost' ? 2 : 1), 'one', at.service.seen.length);
      at.service.always('health');
      at.passes(1.6 * days);
      is('flush', await host.flush(), true);
      is('stored', at.service.stored.size, 1);
      const grant = at.service.on('consent')[0]?.body;
      holds(
        'decided_at',
        Math.abs(Date.parse(grant.decided_at) - at.now) < 2 * days,
        'about when it was',
        grant.decided_at,
      );
    },
  );

for (const [name, date] of [
  ['none', null],
  ['nonsense', 'yesterday'],
] as const)
  life(`replies whose date is ${name} teach nothing, and settle what they settle`, async (at) => {
    at.clock(3 * hours);
    const host = at.start();
    await host.open();
    for (const route of ['consent', 'events']) at.service.always(route, { date });
    await host.grant('usage');
    await host.use('a');
    is('flush', await host.flush(), true);
    areNear(at, { a: 0 });
    has('sending', at.json('sending'), { offset: 0 });
  });

life("a proxy's page teaches no time", async (at) => {
  const host = await at.begin();
  at.service.next('events', { ...page, date: 'Sun, 06 Nov 1994 08:49:37 GMT' });
  await host.use('a');
  await host.flush();
  has('sending', at.json('sending'), { offset: 0 });
});

life('a retry-after that is a date counts from now', async (at) => {
  const host = await at.begin();
  const until = new Date(at.now + 2 * hours);
  at.service.next('events', { status: 503, headers: { 'retry-after': until.toUTCString() } });
  await host.use('a');
  is('flush', await host.flush(), false);
  const pause = at.json('sending').until - at.now;
  holds('the pause', pause > 1.9 * hours && pause < 3.1 * hours, 'two to three hours', pause);
});

for (const [name, until] of [
  ['in a hundred years', 100 * 365 * days],
  ['in three weeks', 21 * days],
] as const)
  life(`a pause that ends ${name}, of a clock that was put back: there is none`, async (at) => {
    const host = await at.begin();
    await host.use('a');
    at.change('sending', { until: at.now + until });
    is('flush', await host.flush(), true);
  });

life('a pause is written down in whole milliseconds', async (at) => {
  const host = await at.begin();
  at.service.always('events', { status: 503, headers: { 'retry-after': '77' } });
  await host.use('a');
  for (let n = 0; n < 5; n++) {
    await host.flush();
    const { until } = at.json('sending');
    is('until', Number.isInteger(until), true);
    at.passes(until - at.now + seconds);
  }
});

life('a day of clocks that jump: all arrives, once', async (at) => {
  const host = await at.begin();
  for (const [n, ahead] of [0, 26 * hours, -9 * hours, 90 * days, -30 * minutes, 0].entries()) {
    at.clock(ahead);
    await host.use(`f${n}`);
    if (n % 2) await host.flush();
    at.passes(1 * hours);
  }
  at.clock(0);
  is('flush', await host.flush(), true);
  is('stored', at.service.stored.size, 6);
  has('status', await host.status(), { dropped: 0 });
});
