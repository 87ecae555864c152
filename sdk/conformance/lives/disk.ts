import { chmodSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failed, has, holds, is } from '../failed.ts';
import type { Host } from '../host.ts';
import { days, type Life, life, type Start, seconds } from '../life.ts';

const stored = (at: Life) =>
  [...at.service.stored.values()].map(({ properties }) => properties.feature).sort();

life('a disk that is full at the grant: it is not kept, and nothing is sent', async (at) => {
  at.disk('full');
  const host = at.start();
  await host.open();
  is('grant', await host.grant('usage'), false);
  has('status', await host.status(), { status: 'none', active: false });
  await host.use('a');
  is('flush', await host.flush(), true);
  is('requests', at.service.seen, []);
  at.disk('free');
  is('grant', await host.grant('usage'), true);
  await host.use('b');
  is('flush', await host.flush(), true);
  is('stored', stored(at), ['b']);
});

life(
  'a disk that is full while events are tracked: each that was lost counts, then it goes on',
  async (at) => {
    const host = await at.begin();
    at.disk('full');
    await host.use('a', 'b', 'c', 'd', 'e');
    has('status', await host.status(), { dropped: 5, active: true });
    is(
      'problem',
      typeof (await host.status()).problem === 'string' || (await host.status()).problem === null,
      true,
    );
    at.disk('free');
    await host.use('f');
    is('flush', await host.flush(), true);
    is('stored', stored(at), ['f']);
    has('status', await host.status(), { dropped: 5 });
    await host.close();
    await host.end();
    has('sending', at.json('sending'), { dropped: 5 });
  },
);

for (const how of ['refuse', 'withdraw'] as const)
  life(
    `a disk that is full at a no (${how}): it is in force in this process at once, and the queue is gone`,
    async (at) => {
      const host = await at.begin();
      await host.use('a');
      at.disk('full');
      is(how, await host[how](), false);
      has('status', await host.status(), { active: false, ask: false });
      await host.use('b');
      await host.flush(2000);
      is('events', at.service.on('events'), []);
      is(
        'files',
        at.files().filter((name) => name.startsWith('.')),
        [],
      );
      at.disk('free');
      is(how, await host[how](), true);
      is('flush', await host.flush(), true);
      is('decisions', at.service.on('consent').map(({ body }) => body.decision).length >= 1, true);
      is('events', at.service.on('events'), []);
    },
  );

life('a disk that is full while a batch is answered: what was taken is not sent for ever', async (at) => {
  const host = await at.begin();
  await host.use('a');
  at.service.next('events', { after: 300 });
  await host.do({ do: 'flush_later' });
  await at.eventually('a batch', () => at.service.on('events').length, 1);
  at.disk('full');
  await host.flush(3000);
  at.disk('free');
  at.passes(1 * days);
  is('flush', await host.flush(), true);
  is('stored', stored(at), ['a']);
  holds('requests', at.service.on('events').length <= 2, 'at most 2', at.service.on('events').length);
});

/** Plays it again and again with a disk that fails at the first step on a file, at the second, and so on. */
function failsAtEachStep(name: string, fails: (n: number) => Start, of = /./): void {
  life(`${name}: the program lives on, and each event is stored or counts as dropped`, async (at) => {
    at.needsShim();
    const first = await at.begin();
    await first.close();
    await first.end();
    at.save();
    const next = at.start();
    let steps: string[] = [];
    // The first time nothing fails: how many steps it takes is what is counted.
    for (let n = 0; n <= steps.length; n++) {
      if (n > 0 && !of.test(steps[n - 1] as string)) continue;
      at.restore();
      const host = at.start(n === 0 ? {} : fails(n));
      try {
        await host.open();
        // Three in one breath may be one write, of which half is a whole event.
        await host.do({ do: 'track', event_name: 'feature_used', properties: { feature: 'a' }, times: 3 });
        await host.flush(5000);
        await host.use('c');
        await host.close();
        if (n === 0) steps = at.steps();
        holds('steps', steps.length <= 60, 'at most 60', steps);
        const { dropped } = await host.status();
        await host.end();
        at.passes(2 * days);
        await next.open();
        await goesOn(next, at, dropped);
      } catch (fault) {
        if (fault instanceof Failed)
          throw new Failed(`failing at step ${n}, then ${fault.step}`, fault.expected, fault.got);
        throw fault;
      }
    }
  });
}
async function goesOn(next: Host, at: Life, dropped: number): Promise<void> {
  has('status', await next.status(), { status: 'granted' });
  await next.use('d');
  is('flush', await next.flush(), true);
  const arrived = stored(at);
  is('d arrived', arrived.includes('d'), true);
  is('arrived or counted, each event once', arrived.length + dropped, 5);
  await next.close();
}
failsAtEachStep('a disk that is full from each step on', (full) => ({ full }));
failsAtEachStep('a disk that takes half of a write', (short) => ({ short }), /write/);

life('a folder that no one may write to: nothing is kept, nothing is sent, no harm is done', async (at) => {
  mkdirSync(at.folder, { mode: 0o555 });
  const host = at.start({ bound: true });
  await host.open();
  is('grant', await host.grant('usage'), false);
  has('status', await host.status(), { status: 'none', active: false });
  await host.use('a');
  is('flush', await host.flush(), true);
  is('requests', at.service.seen, []);
  await host.end();
  chmodSync(at.folder, 0o755);
});

life(
  'a folder that became read-only after the grant: events count as dropped, and nothing is sent twice',
  async (at) => {
    const first = await at.begin();
    await first.use('a');
    await first.close();
    await first.end();
    chmodSync(at.folder, 0o555);
    const host = at.start({ bound: true });
    has('open', await host.open(), { status: 'granted' });
    await host.use('b', 'c');
    is('flush', await host.flush(), false);
    is('requests', at.service.seen, []);
    has('status', await host.status(), { dropped: 2 });
    await host.end();
    chmodSync(at.folder, 0o755);
    const next = at.start();
    await next.open();
    is('flush', await next.flush(), true);
    is('stored', stored(at), ['a']);
  },
);

life('a folder that is a file: no harm is done', async (at) => {
  writeFileSync(at.folder, 'not a folder');
  const host = at.start();
  await host.open();
  is('grant', await host.grant('usage'), false);
  await host.use('a');
  has('status', await host.status(), { active: false });
  is('flush', await host.flush(), true);
  is('requests', at.service.seen, []);
  await host.end();
  rmSync(at.folder);
});

life('a folder that is deleted while the program runs is as if nobody had decided', async (at) => {
  const host = await at.begin();
  await host.use('a');
  rmSync(at.folder, { recursive: true });
  await host.use('b');
  await host.flush();
  is('events', at.service.on('events'), []);
  has('status', await host.status(), { status: 'none', active: false });
});

life('a folder several levels deep is made', async (at) => {
  const folder = join(at.folder, 'of', 'this', 'user');
  const host = at.start();
  await host.open({ folder });
  is('grant', await host.grant('usage'), true);
  is('consent', statSync(join(folder, 'consent')).isFile(), true);
});

life('what is kept is for its owner only', async (at) => {
  const host = await at.begin();
  await host.use('a');
  await host.flush();
  await host.use('b');
  is('the folder', (statSync(at.folder).mode & 0o777).toString(8), '700');
  for (const name of at.names()) is(name, (statSync(join(at.folder, name)).mode & 0o777).toString(8), '600');
});

life('in a folder that a group may write to, files are for that group', async (at) => {
  mkdirSync(at.folder);
  chmodSync(at.folder, 0o2770);
  const host = await at.begin();
  await host.use('a');
  for (const name of at.names()) is(name, (statSync(join(at.folder, name)).mode & 0o777).toString(8), '660');
});

life('leftovers of a write go after a day, and not before', async (at) => {
  const host = await at.begin();
  await host.end();
  at.write('consent.0b0f4c1e-8d0e-4a64-9b61-0c2d6d3f6f11.new', '{"identity":{"secret":"left"}}');
  const leftovers = () => at.files().filter((name) => name === '.new').length;
  for (const [passed, left] of [
    [23 * 3600 * seconds, 1],
    [2 * 3600 * seconds, 0],
  ] as const) {
    at.passes(passed);
    const next = at.start({ env: { ASSENT_WAIT_SCALE: '0.001' } });
    await next.open();
    await next.use('a');
    is('flush', await next.flush(), true);
    await next.close();
    await next.end();
    is('leftovers', leftovers(), left);
  }
});
