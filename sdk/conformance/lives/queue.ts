import { holds, is } from '../failed.ts';
import { days, life } from '../life.ts';
import type { Json } from '../service.ts';

const soon = { env: { ASSENT_WAIT_SCALE: '0.0001' } };
const features = (batches: Json[]) =>
  batches.flatMap(({ events }) => events.map((event: Json) => event.properties.feature));
const kept = ['consent', 'history', 'receipts', 'sending', 'sequence'];

life('what waits is sent two seconds after the start', async (at) => {
  const host = await at.begin();
  await host.use('a', 'b');
  await host.end();
  is('requests', at.service.seen, []);
  const next = at.start(soon);
  await next.open();
  await at.eventually('what arrived', () => features(at.service.batches), ['a', 'b']);
});

life('what waits is sent an hour after its first event, by itself', async (at) => {
  const host = await at.begin(['usage'], soon);
  await host.use('a');
  await at.eventually('what arrived', () => features(at.service.batches), ['a']);
  await host.use('b');
  await at.eventually('what arrived', () => features(at.service.batches), ['a', 'b']);
});

life('an event alone is not sent at once', async (at) => {
  const host = await at.begin();
  await host.use('a');
  await host.end();
  is('requests', at.service.seen, []);
  is(
    'files',
    at.files().some((name) => name === '.open' || name === '.ready'),
    true,
  );
});

life('199 events wait, the 200th sends them', async (at) => {
  const host = await at.begin();
  await host.do({ do: 'track', event_name: 'feature_used', properties: { feature: 'a' }, times: 199 });
  await host.status();
  is('requests', at.service.seen.length, 0);
  await host.use('b');
  await at.eventually('what arrived', () => at.service.stored.size, 200);
  is('flush', await host.flush(), true);
  is('files', at.files(), kept);
});

life('1,234 events: at most 500 a request, one request at a time, in their order, gzipped', async (at) => {
  const host = await at.begin();
  at.service.always('events', { after: 20 });
  for (let n = 0; n < 1234; n += 100)
    await host.do({
      do: 'track',
      event_name: 'feature_used',
      properties: { feature: `f${n}` },
      times: Math.min(100, 1234 - n),
    });
  is('flush', await host.flush(60_000), true);
  is('stored', at.service.stored.size, 1234);
  is('at once', at.service.atOnce, 1);
  const sequences = at.service.batches.flatMap(({ events }) => events.map(({ sequence }: Json) => sequence));
  is(
    'in order',
    sequences.every((each, n) => n === 0 || each === sequences[n - 1] + 1),
    true,
  );
  is(
    'gzipped',
    at.service.on('events').every(({ headers }) => headers['content-type'] === 'application/gzip'),
    true,
  );
  holds('requests', at.service.batches.length <= 8, 'at most 8', at.service.batches.length);
});

life('large events: no request holds more than a megabyte', async (at) => {
  const host = await at.begin();
  const feature = 'x'.repeat(20_000);
  await host.do({ do: 'track', event_name: 'feature_used', properties: { feature }, times: 150 });
  is('flush', await host.flush(60_000), true);
  is('stored', at.service.stored.size, 150);
  for (const batch of at.service.batches)
    holds(
      'its size',
      JSON.stringify(batch).length <= 1024 ** 2,
      'at most 1 MiB',
      JSON.stringify(batch).length,
    );
});

life('a queue of more than ten megabytes loses its oldest, and counts them', async (at) => {
  const host = await at.begin();
  at.service.always('events', 'lost');
  const feature = 'x'.repeat(30_000);
  for (let n = 0; n < 10; n++)
    await host.do({ do: 'track', event_name: 'feature_used', properties: { feature, count: n }, times: 50 });
  await host.close();
  const { dropped: before } = await host.status();
  const bytes = at.names().reduce((sum, name) => sum + at.size(name), 0) - at.size('history');
  holds('the folder', bytes < 11 * 1024 ** 2, 'at most 10 MiB and a little', bytes);
  await host.end();
  at.passes(1 * days);
  at.service.always('events');
  const next = at.start();
  await next.open();
  is('flush', await next.flush(60_000), true);
  const counts = [...at.service.stored.values()].map(({ properties }) => properties.count);
  // What was being sent at the end came back over the bound: the next start drops it.
  const { dropped } = await next.status();
  holds('the count outlasts the process', dropped >= before, `${before} or more`, dropped);
  is('all told', counts.length + dropped, 500);
  is('the newest arrived', counts.filter((n) => n === 9).length, 50);
  is('the oldest went', counts.includes(0), false);
});

life('a sequence goes on from start to start', async (at) => {
  let last: number | undefined;
  const host = await at.begin();
  await host.end();
  for (let n = 0; n < 3; n++) {
    const next = at.start();
    await next.open();
    await next.use('a', 'b');
    is('flush', await next.flush(), true);
    for (const { sequence } of at.service.batches.at(-1).events) {
      is('an integer', Number.isSafeInteger(sequence) && sequence > 0, true);
      if (last !== undefined) is('sequence', sequence, last + 1);
      last = sequence;
    }
    await next.end();
  }
});

life('a session is one start', async (at) => {
  const sessions = new Set();
  for (let n = 0; n < 2; n++) {
    const host = n === 0 ? await at.begin() : at.start();
    if (n > 0) await host.open();
    await host.use('a', 'b');
    is('flush', await host.flush(), true);
    for (const { session_id } of at.service.batches.at(-1).events) sessions.add(session_id);
    await host.end();
  }
  is('sessions', sessions.size, 2);
});

life(
  'the first session says installed, one of another version updated, one of the same nothing',
  async (at) => {
    for (const product_version of ['1.0', '1.0', '1.1']) {
      const host = at.start();
      await host.open({ context: { product_version } });
      await host.grant('usage');
      await host.do({ do: 'session', started: true });
      await host.do({ do: 'session', started: false });
      is('flush', await host.flush(), true);
      await host.end();
    }
    // In however many batches: some may go with the decision.
    const events = at.service.batches.flatMap((batch) => batch.events);
    is(
      'events',
      events.map(({ event_name, properties }) => [
        event_name,
        properties.action,
        properties.previous_version,
      ]),
      [
        ['session_started', undefined, undefined],
        ['installation_changed', 'installed', undefined],
        ['session_ended', undefined, undefined],
        ['session_started', undefined, undefined],
        ['session_ended', undefined, undefined],
        ['session_started', undefined, undefined],
        ['installation_changed', 'updated', '1.0'],
        ['session_ended', undefined, undefined],
      ],
    );
    const ended = events.find(({ event_name }) => event_name === 'session_ended');
    is(
      'its length',
      Number.isInteger(ended.properties.duration_ms) && ended.properties.duration_ms >= 0,
      true,
    );
  },
);

life('the preview is exactly what is sent', async (at) => {
  const host = await at.begin(['usage', 'environment']);
  await host.use('a', 'b');
  await host.track('license_checked', { license_key: 'ABCD' });
  const [shown, ...more] = await host.preview();
  is('bodies', more, []);
  is('requests', at.service.seen, []);
  await host.flush();
  const [sent] = at.service.batches;
  is('the body', { ...sent, sent_at: '' }, { ...shown, sent_at: '' });
});

life('after close nothing more is queued, and what waits goes with the next start', async (at) => {
  const host = await at.begin();
  await host.use('a');
  await host.close();
  await host.use('b');
  await host.end();
  is('files', at.files(), ['.ready', ...kept.filter((name) => name !== 'history')]);
  const next = at.start();
  await next.open();
  is('flush', await next.flush(), true);
  is('what arrived', features(at.service.batches), ['a']);
});

life('a flush that may not wait says that something waits still; it arrives all the same', async (at) => {
  const host = await at.begin();
  at.service.next('events', { after: 1500 });
  await host.use('a');
  is('flush', await host.flush(50), false);
  is('flush again', await host.flush(), true);
  is('requests', at.service.seen.length, 1);
  is('stored', at.service.stored.size, 1);
});

life('a flush of nothing says that nothing waits, without a request', async (at) => {
  const host = await at.begin();
  is('flush', await host.flush(), true);
  is('requests', at.service.seen, []);
});

life('fractions, zeros, texts of any script and signs of JSON arrive as they were tracked', async (at) => {
  const host = await at.begin(['usage', 'diagnostics']);
  const features = [
    '',
    '"\\\n\t',
    'क्षेत्र',
    '\u2028\u2029\u0085',
    '😀',
    'İıI',
    '\u0000',
    'é',
    'e\u0301',
    '</script>',
  ];
  for (const feature of features) await host.use(feature);
  await host.track('resource_usage_reported', {
    cpu_percent: 12.5,
    memory_used_mb: 0,
    disk_used_mb: 1e21,
    network_mb: -0.001,
  });
  is('flush', await host.flush(), true);
  const [batch] = at.service.batches;
  is(
    'features',
    batch.events.slice(0, -1).map(({ properties }: Json) => properties.feature),
    features,
  );
  is('numbers', batch.events.at(-1).properties, {
    cpu_percent: 12.5,
    memory_used_mb: 0,
    disk_used_mb: 1e21,
    network_mb: -0.001,
  });
});

life('a second object in the same process, after a close, goes on as another start', async (at) => {
  const host = await at.begin();
  await host.use('a');
  await host.close();
  await host.open();
  await host.use('b');
  is('flush', await host.flush(), true);
  is('what arrived', features(at.service.batches), ['a', 'b']);
});
