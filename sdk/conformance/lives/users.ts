import { createHmac } from 'node:crypto';
import { dialogs } from '../../src/catalog.ts';
import { has, holds, is } from '../failed.ts';
import { type Life, life } from '../life.ts';
import type { Json } from '../service.ts';

const guid = '0b0f4c1e-8d0e-4a64-9b61-0c2d6d3f6f11';
const events = (at: Life): Json[] => at.service.batches.flatMap((batch) => batch.events);
const digest = (at: Life, name: string) =>
  createHmac('sha256', at.json('consent').identity.salt).update(name.normalize('NFC')).digest('hex');

const users: [name: string, user: string, sent: (at: Life) => string | undefined][] = [
  ['a GUID', guid, () => guid],
  ['a hex digest', 'b7d1f0a3c2e54d6f8a9b0c1d2e3f4a5b', () => 'b7d1f0a3c2e54d6f8a9b0c1d2e3f4a5b'],
  ['a nil GUID', '00000000-0000-0000-0000-000000000000', () => undefined],
  ['a name', 'anna', (at) => digest(at, 'anna')],
  ['an address', 'anna@example.com', (at) => digest(at, 'anna@example.com')],
  ['a name of another script', 'अन्ना', (at) => digest(at, 'अन्ना')],
  ['a decomposed name', 'Zoe\u0308', (at) => digest(at, 'Zoë')],
  ['a name of Turkey', 'IŞIL', (at) => digest(at, 'IŞIL')],
  ['a name outside the first plane', '𝒜nna😀', (at) => digest(at, '𝒜nna😀')],
];
for (const [name, id, sent] of users)
  life(`a user who is ${name}, and no file or body holds a name in plain`, async (at) => {
    const host = await at.begin(['usage', 'persons'], { env: { LC_ALL: 'tr_TR.UTF-8' } });
    await host.do({ do: 'user', id, role: 'analyst' });
    await host.use('a');
    const kept = at
      .names()
      .map((file) => at.read(file))
      .join();
    is('flush', await host.flush(), true);
    const [event] = events(at);
    is('user', [event.user_id, event.user_role], [sent(at), 'analyst']);
    if (event.user_id !== id)
      is(
        'in plain',
        [kept, JSON.stringify(event)].some((text) => text.includes(id)),
        false,
      );
  });

life('without persons nobody is named, neither in the queue nor in a body', async (at) => {
  const host = await at.begin();
  await host.do({ do: 'user', id: guid, role: 'analyst' });
  await host.use('a');
  await host.track('feature_used', { feature: 'b' }, { user: 'anna', role: 'x' });
  is(
    'in the queue',
    at.names().some((name) => /analyst|user_id/.test(at.read(name))),
    false,
  );
  is('flush', await host.flush(), true);
  for (const event of events(at)) is('user', [event.user_id, event.user_role], [undefined, undefined]);
});

life('what was queued with a user goes without, once persons is not granted any more', async (at) => {
  const host = await at.begin(['usage', 'persons']);
  await host.track('feature_used', { feature: 'a' }, { user: 'anna', role: 'x' });
  is('grant', await host.grant('usage'), true);
  is('flush', await host.flush(), true);
  is(
    'features',
    events(at).map(({ properties }) => properties.feature),
    ['a'],
  );
  is(
    'user',
    events(at).map(({ user_id, user_role }) => [user_id, user_role]),
    [[undefined, undefined]],
  );
});

life('persons alone names nobody: it means something only beside another purpose', async (at) => {
  const host = await at.begin(['persons']);
  await host.track('feature_used', { feature: 'b' }, { user: 'anna', role: 'x' });
  is('flush', await host.flush(), true);
  is('requests', at.service.seen, []);
});

life('a user who is forgotten is not in what comes after', async (at) => {
  const host = await at.begin(['usage', 'persons']);
  await host.do({ do: 'user', id: guid });
  await host.use('a');
  await host.do({ do: 'user' });
  await host.use('b');
  is('flush', await host.flush(), true);
  is(
    'users',
    events(at).map(({ user_id }) => user_id ?? null),
    [guid, null],
  );
});

life('a server with several users: each event names its own, in any order', async (at) => {
  const host = await at.begin(['usage', 'persons']);
  await host.do({ do: 'user', id: 'the program itself' });
  const names = Array.from({ length: 30 }, (_, n) => `user ${n % 7}`);
  for (const [n, user] of names.entries())
    await host.track('feature_used', { feature: user, count: n }, { user, role: `r${n % 3}` });
  await host.use('of the program');
  is('flush', await host.flush(), true);
  is(
    'users',
    events(at).map(({ user_id }) => user_id),
    [...names, 'the program itself'].map((name) => digest(at, name)),
  );
  is(
    'roles',
    events(at)
      .slice(0, -1)
      .map(({ user_role }) => user_role),
    names.map((_, n) => `r${n % 3}`),
  );
});

life('the same name is somebody else in another installation', async (at) => {
  const ids = new Set();
  for (const folder of ['one', 'other']) {
    const host = at.start();
    await host.open({ folder: `${at.home}/${folder}` });
    await host.grant('usage', 'persons');
    await host.track('feature_used', { feature: 'a' }, { user: 'anna' });
    is('flush', await host.flush(), true);
    ids.add(at.service.batches.at(-1).events[0].user_id);
  }
  is('IDs', ids.size, 2);
});

life('the history says what was sent, when, and what came of it, the newest first', async (at) => {
  const host = await at.begin();
  await host.use('a', 'b');
  at.service.next('events', { status: 503, text: '' });
  await host.flush();
  at.passes(3_600_000);
  is('flush', await host.flush(), true);
  at.service.next('events', {
    status: 202,
    json: { accepted: 0, rejected: [{ index: 0, reason: 'event_invalid' }], ignored: ['/context/x'] },
  });
  await host.use('c');
  is('flush', await host.flush(), true);
  const [newest, oldest, ...more] = await host.history();
  is('how many', more, []);
  has('the newest', newest, {
    status: 202,
    accepted: 0,
    events: { feature_used: 1 },
    rejected: [{ index: 0, reason: 'event_invalid' }],
    ignored: ['/context/x'],
  });
  has('the oldest', oldest, { status: 202, accepted: 2, events: { feature_used: 2 } });
  is('its body', { ...oldest.batch, sent_at: '' }, { ...at.service.batches[1], sent_at: '' });
  holds('sent_at', Math.abs(Date.parse(newest.sent_at) - at.now) < 60_000, 'now', newest.sent_at);
});

life('the history holds fifty batches and four million characters, and outlasts the process', async (at) => {
  const host = await at.begin();
  for (let n = 0; n < 53; n++) {
    await host.do({
      do: 'track',
      event_name: 'feature_used',
      properties: { feature: 'x'.repeat(1000), count: n },
      times: n < 10 ? 200 : 1,
    });
    is('flush', await host.flush(), true);
  }
  await host.end();
  const next = at.start();
  await next.open();
  const batches = await next.history();
  is('how many', batches.length, 50);
  is('the newest', batches[0].batch.events[0].properties.count, 52);
  holds('the file', at.size('history') < 4.3 * 1024 ** 2, 'four million characters', at.size('history'));
});

for (const [given, language] of [
  ['en', 'en'],
  ['de-DE', 'de'],
  ['de_AT.UTF-8', 'de'],
  ['DE', 'de'],
  ['tlh', 'en'],
  ['', 'en'],
  ['constructor', 'en'],
] as const)
  life(
    `the texts to ask with in "${given}" are those in ${language}, with the notice's address`,
    async (at) => {
      const host = at.start();
      await host.open();
      const expected = (dialogs as Record<string, object>)[language] ?? dialogs.en;
      const filled = JSON.parse(
        JSON.stringify(expected).replaceAll('{notice}', `${at.service.url}/v1/notice`),
      );
      is('texts', (await host.do({ do: 'notice', language: given })).user, filled.user);
      is('requests', at.service.seen, []);
    },
  );
