import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { has, is } from '../failed.ts';
import { days, life } from '../life.ts';
import { problem } from '../service.ts';

const { cases } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'vectors', 'decisions.json'), 'utf8'),
) as {
  cases: { name: string; steps: [string, never][]; told: string | null; ask: boolean; active: boolean }[];
};

for (const { name, steps, told, ask, active } of cases)
  life(`a decision: ${name}`, async (at) => {
    const host = at.start();
    await host.open();
    for (const [n, [what, given]] of steps.entries()) {
      const isTold = what === 'told' || steps[n + 1]?.[0] === 'told';
      at.service.always('consent', isTold ? 'passed' : 'stalled');
      if (what === 'grant') await host.grant(...(given as string[]));
      if (what === 'refuse') await host.refuse();
      if (what === 'withdraw') await host.withdraw();
      if (what === 'told') await host.flush();
      if (what === 'service says') {
        at.service.next('events', {
          status: 202,
          json: { accepted: 1, consent: { status: given, purposes: [], notice_version: at.notice } },
        });
        await host.use('a');
        if (given === 'none') {
          await host.do({ do: 'flush_later' });
          await at.eventually('told', () => at.json('consent').told, false);
        } else await host.flush();
      }
    }
    const consent = at.json('consent') ?? { told: true };
    is('what is to be told', consent.told ? null : consent.status, told);
    has('status', await host.status(), { ask, active });
    await host.end();
    // What was not told goes with the next start, and nothing else does.
    at.passes(1 * days);
    at.service.always('consent');
    at.service.seen.length = 0;
    const next = at.start({ env: { ASSENT_WAIT_SCALE: '0.001' } });
    has('status', await next.open(), { ask, active });
    if (told)
      await at.eventually('a PUT', () => at.service.on('consent').map(({ body }) => body.decision), [told]);
    await next.flush();
    is('PUTs', at.service.on('consent').length, told ? 1 : 0);
    await next.end();
  });

life(
  'of two decisions the later has the later time, though the clock was put back between them',
  async (at) => {
    const host = at.start();
    await host.open();
    await host.grant('usage');
    await host.flush();
    const { decided_at } = at.json('consent');
    at.clock(-3 * days);
    is('withdraw', await host.withdraw(), true);
    await host.flush();
    const times = at.service.on('consent').map(({ body }) => Date.parse(body.decided_at));
    is('the first', times[0], Date.parse(decided_at));
    is('a later time', (times[1] as number) > (times[0] as number), true);
  },
);

for (const how of ['refuse', 'withdraw'] as const)
  life(`${how}: where the service can not take all of a no, it is told the least`, async (at) => {
    const host = await at.begin();
    at.service.next('consent', problem(400, 'body_invalid'));
    is(how, (await host.do({ do: how, language: 'xx-'.repeat(40) })).kept, true);
    is('flush', await host.flush(), true);
    const [first, least] = at.service.on('consent').map(({ body }) => body);
    const { installation_id, decision } = first;
    is('the least', least, { installation_id, decision });
    has('consent', at.json('consent'), { told: true });
  });

life('a grant that the service can not take is kept for a day', async (at) => {
  const host = at.start();
  at.service.next('consent', problem(400, 'body_invalid'));
  await host.open();
  is('grant', await host.grant('usage'), true);
  is('flush', await host.flush(), false);
  await host.use('a');
  is('flush', await host.flush(), false);
  is('requests', at.service.seen.length, 1);
  at.passes(1.6 * days);
  is('flush', await host.flush(), true);
  is(
    'routes',
    at.service.seen.map(({ route }) => route),
    ['consent', 'consent', 'events'],
  );
});

life('a grant narrower than before: what was queued under the wider one is not sent', async (at) => {
  const host = await at.begin(['usage', 'licensing', 'environment']);
  await host.use('a');
  await host.track('license_checked', { license_key: 'ABCD-1234' });
  await host.grant('licensing');
  is('flush', await host.flush(), true);
  const [batch] = at.service.batches;
  is(
    'events',
    batch.events.map((event: { event_name: string }) => event.event_name),
    ['license_checked'],
  );
  is('a session', batch.events[0].session_id, undefined);
  is('the environment', batch.context.os_name, undefined);
  is('dropped', (await host.status()).dropped, 0);
});

life(
  'a grant of purposes in any order, some twice and some unknown, is of those that there are',
  async (at) => {
    const host = at.start();
    await host.open();
    is('grant', await host.grant('licensing', 'usage', 'usage', 'everything'), true);
    await host.flush();
    is('purposes', at.service.on('consent')[0]?.body.purposes, ['usage', 'licensing']);
    is('status', (await host.status()).purposes, ['usage', 'licensing']);
  },
);

for (const purpose of ['usage', 'licensing', 'diagnostics', 'environment', 'persons'])
  life(`granted ${purpose} alone, nothing of another purpose is queued`, async (at) => {
    const host = await at.begin([purpose]);
    await host.use('a');
    await host.track('license_checked', { license_key: 'ABCD-1234' });
    await host.track('resource_usage_reported', { cpu_percent: 12.5 });
    await host.track('device_reported', { device: 'scanner', count: 1 });
    is('flush', await host.flush(), true);
    const named = {
      usage: 'feature_used',
      licensing: 'license_checked',
      diagnostics: 'resource_usage_reported',
      environment: 'device_reported',
    }[purpose];
    is(
      'events',
      at.service.batches.flatMap(({ events }) =>
        events.map((event: { event_name: string }) => event.event_name),
      ),
      named ? [named] : [],
    );
    const [batch] = at.service.batches;
    if (batch) {
      is('a session', batch.events[0].session_id !== undefined, purpose === 'usage');
      is('the environment', batch.context.architecture !== undefined, purpose === 'environment');
    }
  });

life('a newer notice: what came with it is not queued, and the user is asked again', async (at) => {
  const host = await at.begin();
  await host.use('a');
  await host.end();
  at.change('consent', { notice_version: at.notice - 1 });
  const next = at.start();
  has('status', await next.open(), { status: 'granted', ask: true, active: true });
  await next.track('no_such_event', {});
  await next.use('b');
  is('what of the earlier notice may go', await next.preview(), []);
  is('grant', await next.grant('usage'), true);
  has('status', await next.status(), { ask: false });
  await next.use('c');
  is('flush', await next.flush(), true);
  is('notice_version', at.service.on('consent')[0]?.body.notice_version, at.notice);
});

life('a notice newer than this package knows is not asked about again', async (at) => {
  const host = await at.begin();
  await host.end();
  at.change('consent', { notice_version: at.notice + 1 });
  const next = at.start();
  has('status', await next.open(), { status: 'granted', ask: false, active: true });
  await next.use('a');
  is('flush', await next.flush(), true);
  is('stored', at.service.stored.size, 1);
});

life('no event that is not in the catalog is queued', async (at) => {
  const host = await at.begin();
  for (const name of ['no_such_event', 'constructor', '__proto__', 'toString', ''])
    await host.track(name, {});
  is('preview', await host.preview(), []);
  is('flush', await host.flush(), true);
  is('requests', at.service.seen, []);
});
