import { has, is } from '../failed.ts';
import { page } from '../fates.ts';
import { days, life } from '../life.ts';
import { problem } from '../service.ts';

const digest = 'b7d1f0a3c2e54d6f8a9b0c1d2e3f4a5b';

life('an erasure withdraws, is received, and what was queued or shown goes', async (at) => {
  const host = await at.begin();
  await host.use('a');
  await host.flush();
  await host.use('b');
  const { erasure } = await host.do({ do: 'erase' });
  has('erasure', erasure, { status: 'received', erasure_id: 'erasure-1' });
  has('status', await host.status(), { active: false, ask: false });
  is('history', await host.history(), []);
  await host.use('c');
  is('flush', await host.flush(), true);
  is('events', at.service.on('events').length, 1);
  is(
    'files',
    at.files().filter((name) => name.startsWith('.') || name === 'history'),
    [],
  );
});

life('after an erasure a grant is somebody new, in another process too', async (at) => {
  const host = await at.begin();
  const before = at.json('consent').identity;
  await host.do({ do: 'erase' });
  await host.flush();
  await host.end();
  const next = at.start();
  has('open', await next.open(), { ask: false, active: false });
  is('grant', await next.grant('usage'), true);
  await next.use('b');
  is('flush', await next.flush(), true);
  const after = at.json('consent').identity;
  for (const name of ['installation_id', 'secret', 'salt']) is(name, after[name] !== before[name], true);
  is('stored', at.service.stored.size, 1);
});

life('an erasure without network is asked for later, by the decision itself', async (at) => {
  const host = await at.begin();
  await host.use('a');
  for (const route of ['consent', 'erasures']) at.service.always(route, 'lost');
  is('erasure', (await host.do({ do: 'erase' })).erasure, { status: 'pending' });
  await host.end();
  has('consent', at.json('consent'), { status: 'withdrawn', told: false, erase: true });
  at.passes(1 * days);
  for (const route of ['consent', 'erasures']) at.service.always(route);
  at.service.seen.length = 0;
  const next = at.start({ env: { ASSENT_WAIT_SCALE: '0.001' } });
  has('open', await next.open(), { ask: false, active: false });
  await at.eventually(
    'decisions',
    () => at.service.on('consent').map(({ body }) => [body.decision, body.erase]),
    [['withdrawn', true]],
  );
  is('flush', await next.flush(), true);
  has('consent', at.json('consent'), { told: true });
});

for (const how of ['refuse', 'withdraw'] as const)
  life(`until an erasure was told, who it is of stays, whatever is decided meanwhile: ${how}`, async (at) => {
    const host = await at.begin();
    const { identity } = at.json('consent');
    at.service.always('consent', 'lost');
    is('withdraw', await host.withdraw({ erase: true }), true);
    is('flush', await host.flush(), false);
    is(how, await host[how](), true);
    has('consent', at.json('consent'), { identity, told: false, erase: true });
    at.service.always('consent');
    at.passes(1 * days);
    is('flush', await host.flush(), true);
    const { body } = at.service.on('consent').at(-1) ?? {};
    has('told', body, { installation_id: identity.installation_id, erase: true, decision: 'withdrawn' });
    has('consent', at.json('consent'), { told: true });
  });

life('until an erasure was told, no new grant takes its place; then it is somebody new', async (at) => {
  const host = await at.begin();
  const { identity } = at.json('consent');
  at.service.always('consent', 'lost');
  await host.withdraw({ erase: true });
  await host.flush();
  is('grant', await host.grant('usage'), false);
  has('consent', at.json('consent'), { status: 'withdrawn', identity, told: false, erase: true });
  has('status', await host.status(), { active: false });
  at.service.always('consent');
  at.passes(1 * days);
  is('flush', await host.flush(), true);
  is('grant', await host.grant('usage'), true);
  await host.use('a');
  is('flush', await host.flush(), true);
  is('another ID', at.service.batches[0].installation_id !== identity.installation_id, true);
});

life('who was never granted has nothing to erase: nothing is sent', async (at) => {
  const host = at.start();
  await host.open();
  is('erasure', (await host.do({ do: 'erase' })).erasure, { status: 'completed' });
  has('status', await host.status(), { status: 'refused', ask: false });
  is('requests', at.service.seen, []);
});

life("one user's erasure: that user alone, and the grant stands", async (at) => {
  const host = await at.begin(['usage', 'persons']);
  has('erasure', (await host.do({ do: 'erase', user: digest })).erasure, { status: 'received' });
  is('body', at.service.on('erasures')[0]?.body, {
    installation_id: at.json('consent').identity.installation_id,
    user_id: digest,
  });
  await host.track('feature_used', { feature: 'a' }, { user: 'anna' });
  await host.do({ do: 'erase', user: 'anna' });
  is('flush', await host.flush(), true);
  is('the same digest', at.service.on('erasures')[1]?.body.user_id, at.service.batches[0].events[0].user_id);
  has('status', await host.status(), { status: 'granted', active: true });
});

for (const [name, fate] of [
  ['lost', 'lost'],
  ['a page', page],
  ['a 503', problem(503, 'unavailable')],
] as const)
  life(`one user's erasure that the service can not take (${name}) says so`, async (at) => {
    const host = await at.begin(['usage', 'persons']);
    at.service.next('erasures', fate);
    is('a sentence', (await host.refused({ do: 'erase', user: digest })).length > 0, true);
    has('status', await host.status(), { status: 'granted' });
  });

life('an export comes page by page', async (at) => {
  const host = await at.begin();
  at.service.next(
    'exports',
    { status: 202, json: { export_id: 'e 1', status: 'running' } },
    {
      status: 200,
      json: { status: 'completed', rows: [{ n: 1 }], consent_history: [{ d: 1 }], next_page: 'a b' },
    },
    { status: 200, json: { status: 'completed', rows: [{ n: 2 }], consent_history: [] } },
  );
  is('export', (await host.do({ do: 'export' })).export, {
    status: 'completed',
    rows: [{ n: 1 }, { n: 2 }],
    consent_history: [{ d: 1 }],
  });
  const [, , last] = at.service.on('exports');
  is('the page', new URL(last?.path ?? '', 'http://x').searchParams.get('page'), 'a b');
});

life('an export that still runs is asked for again', async (at) => {
  const host = await at.begin();
  at.service.next(
    'exports',
    { status: 202, json: { export_id: 'e', status: 'running' } },
    { status: 200, json: { status: 'running' } },
  );
  is('status', (await host.do({ do: 'export' })).export.status, 'completed');
  is('requests', at.service.on('exports').length, 3);
});

life('an export of who was never granted is empty, and nothing is sent', async (at) => {
  const host = at.start();
  await host.open();
  is('export', (await host.do({ do: 'export' })).export, {
    status: 'completed',
    rows: [],
    consent_history: [],
  });
  is('requests', at.service.seen, []);
});

for (const [name, fate] of [
  ['lost', 'lost'],
  ['a page', page],
  ['a 409', problem(409, 'installation_erased')],
] as const)
  life(`an export that the service can not give (${name}) says so`, async (at) => {
    const host = await at.begin();
    at.service.next('exports', fate);
    is('a sentence', (await host.refused({ do: 'export' })).length > 0, true);
  });

life('an export of four megabytes is read whole', async (at) => {
  const host = await at.begin();
  const rows = Array.from({ length: 3000 }, (_, n) => ({ n, text: 'x'.repeat(900) }));
  at.service.next(
    'exports',
    { status: 202, json: { export_id: 'e', status: 'running' } },
    { status: 200, json: { status: 'completed', rows, consent_history: [] } },
  );
  is('rows', (await host.do({ do: 'export' })).export.rows.length, 3000);
});

life('receipts are kept, one for each decision, the last hundred', async (at) => {
  const host = await at.begin();
  await host.grant('usage', 'licensing');
  await host.flush();
  await host.withdraw();
  await host.flush();
  const { receipts } = await host.do({ do: 'receipts' });
  is(
    'decisions',
    receipts.map(({ decision }: { decision: string }) => decision),
    ['granted', 'granted', 'withdrawn'],
  );
  at.write(
    'receipts',
    JSON.stringify(Array.from({ length: 100 }, (_, n) => ({ ...receipts[0], receipt_id: `r${n}` }))),
  );
  await host.grant('usage');
  await host.flush();
  const now = (await host.do({ do: 'receipts' })).receipts;
  is('how many', now.length, 100);
  is('the oldest', now[0].receipt_id, 'r1');
});
