import { Failed, holds, is } from '../failed.ts';
import type { Host } from '../host.ts';
import { days, type Life, life } from '../life.ts';

/** The most steps on files that any of these may take. */
const most = 60;

/**
 * Plays the same again and again, killed before its first step on a file, its second, and so on; each time the next
 * process, a day later, finds what `then` expects.
 */
function killedAtEachStep(
  name: string,
  before: (at: Life) => Promise<void>,
  work: (host: Host, reached: (what: string) => void) => Promise<void>,
  then: (host: Host, at: Life, reached: Set<string>) => Promise<void>,
): void {
  life(`killed at each step of ${name}`, async (at) => {
    at.needsShim();
    // One process is all the next starts: most of what a life takes is the start of processes.
    const next = at.start({ env: { ASSENT_WAIT_SCALE: '0.001' } });
    await before(at);
    at.save();
    for (let n = 1; ; n++) {
      at.restore();
      const reached = new Set<string>();
      const host = at.start({ kill: n });
      const lived = await host.livesThrough(() => work(host, (what) => reached.add(what)));
      at.passes(2 * days);
      await next.open();
      try {
        await then(next, at, reached);
        await at.eventually('files', () => at.files().includes('.new'), false);
      } catch (fault) {
        if (fault instanceof Failed)
          throw new Failed(`killed before step ${n}, then ${fault.step}`, fault.expected, fault.got);
        throw fault;
      }
      await next.close();
      if (lived) return;
      holds('steps', n <= most, `at most ${most}`, n);
    }
  });
}
const nothing = async () => {};

killedAtEachStep(
  'a first grant: what was answered for counts, and is told',
  nothing,
  async (host, reached) => {
    await host.open();
    if (await host.grant('usage')) reached('granted');
    await host.flush();
    reached('told');
  },
  async (host, at, reached) => {
    const { status, ask } = await host.status();
    if (reached.has('granted')) is('status', status, 'granted');
    is('ask', ask, status === 'none');
    await host.flush();
    if (status === 'granted') holds('told', at.service.on('consent').length > 0, 'a PUT', 0);
  },
);

killedAtEachStep(
  'the use of a feature: what was tracked arrives, once',
  async (at) => {
    const host = await at.begin();
    await host.close();
    await host.end();
  },
  async (host, reached) => {
    await host.open();
    await host.use('a', 'b', 'c');
    reached('queued');
    await host.flush();
    await host.use('d');
    reached('another');
    await host.close();
  },
  async (host, at, reached) => {
    is('flush', await host.flush(), true);
    const features = new Set([...at.service.stored.values()].map(({ properties }) => properties.feature));
    for (const feature of reached.has('queued') ? ['a', 'b', 'c'] : [])
      holds('stored', features.has(feature), feature, [...features]);
    if (reached.has('another')) holds('stored', features.has('d'), 'd', [...features]);
  },
);

for (const erase of [false, true])
  killedAtEachStep(
    erase
      ? 'an erasure: who asked for it is erased'
      : 'a withdrawal: what was answered for counts, and is told',
    async (at) => {
      const host = await at.begin();
      await host.use('a');
      await host.close();
      await host.end();
    },
    async (host, reached) => {
      await host.open();
      if (await host.withdraw({ erase })) reached('withdrawn');
      await host.flush();
    },
    async (host, at, reached) => {
      const { status, ask } = await host.status();
      is('ask', ask, false);
      // An erasure that the service had begun is one, though its answer was lost.
      if (reached.has('withdrawn'))
        is('status', status === 'erased' && erase ? 'withdrawn' : status, 'withdrawn');
      is('flush', await host.flush(), true);
      if (status === 'granted') return;
      const { body } = at.service.on('consent').at(-1) ?? {};
      is('told', [body?.decision, body?.erase === true], ['withdrawn', erase]);
      is('events', at.service.on('events'), []);
      is(
        'segments',
        at.files().filter((name) => /open|ready|sending\b/.test(name) && name.startsWith('.')),
        [],
      );
    },
  );
