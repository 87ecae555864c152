import { has, holds, is } from '../failed.ts';
import { days, life } from '../life.ts';

life('before a decision it asks, sends nothing and keeps nothing', async (at) => {
  const host = at.start({ env: { ASSENT_WAIT_SCALE: '0.001' } });
  const opened = {
    status: 'none',
    ask: true,
    active: false,
    off: null,
    purposes: [],
    dropped: 0,
    problem: null,
  };
  is('open', await host.open(), opened);
  await host.use('a', 'b');
  is('flush', await host.flush(), true);
  is('preview', await host.preview(), []);
  is('status', await host.status(), opened);
  await host.end();
  is('files', at.files(), []);
  is('requests', at.service.seen, []);
  is('sockets', at.sockets(), []);
});

life('a refusal from the start stays unknown to the service', async (at) => {
  const host = at.start({ env: { ASSENT_WAIT_SCALE: '0.001' } });
  await host.open();
  is('refuse', await host.refuse(), true);
  await host.use('a');
  is('flush', await host.flush(), true);
  has('status', await host.status(), { status: 'refused', ask: false, active: false });
  await host.end();
  is('files', at.files(), ['consent']);
  has('consent', at.json('consent'), { status: 'refused', told: true, identity: null });
  is('sockets', at.sockets(), []);
});

life('a grant is told, then what was used; each once', async (at) => {
  const host = at.start();
  await host.open();
  is('grant', await host.grant('usage'), true);
  is('flush', await host.flush(), true);
  await host.use('a', 'b');
  is('flush', await host.flush(), true);
  is('files', at.files(), ['consent', 'history', 'receipts', 'sending', 'sequence']);
  is(
    'routes',
    at.service.seen.map(({ route }) => route),
    ['consent', 'events'],
  );
  is(
    'events',
    at.service.batches[0].events.map(({ properties }: { properties: object }) => properties),
    [{ feature: 'a' }, { feature: 'b' }],
  );
  await host.end();
});

life('a pause ends by itself once its time has passed', async (at) => {
  const host = await at.begin();
  at.service.next('events', { status: 503, text: '' });
  await host.use('a');
  is('flush', await host.flush(), false);
  is('flush', await host.flush(), false);
  is('requests', at.service.seen.length, 1);
  at.passes(1 * days);
  is('flush', await host.flush(), true);
  is('stored', at.service.stored.size, 1);
  const kept = await host.end();
  holds('the end', kept < 15_000, 'soon', kept);
});
