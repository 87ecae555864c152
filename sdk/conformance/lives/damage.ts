import { has, is } from '../failed.ts';
import { days, hours, life, seconds } from '../life.ts';
import type { Json } from '../service.ts';

const minutes = 60 * seconds;
const nothing = Buffer.alloc(64);
const torn = '{"format":1,"status":"granted","purposes":["usage"],"notice_ver';
const decision = {
  format: 1,
  status: 'granted',
  purposes: ['usage'],
  notice_version: 1,
  decided_by: 'user',
  told: true,
};
const identity = {
  installation_id: '0b0f4c1e-8d0e-4a64-9b61-0c2d6d3f6f11',
  secret: 'x'.repeat(43),
  salt: 'y'.repeat(43),
};
const decided_at = '2026-11-22T10:00:00.000Z';

/** What holds no decision that can be read: it may have been a no. */
const unreadable: [name: string, text: string | Buffer][] = [
  ['empty', ''],
  ['torn', torn],
  ['full of NUL bytes', nothing],
  ['a number', '1'],
  ['null', 'null'],
  ['a list', '[]'],
  ['an empty object', '{}'],
  ['no JSON', 'granted'],
  ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x7b, 0x00])],
  ['of a later format', JSON.stringify({ ...decision, format: 2, decided_at, identity })],
  ['of a status that nobody knows', JSON.stringify({ ...decision, status: 'paused', decided_at, identity })],
  ['a grant without a time', JSON.stringify({ ...decision, identity })],
  ['a grant of nobody', JSON.stringify({ ...decision, decided_at })],
  [
    'a grant without its secret',
    JSON.stringify({ ...decision, decided_at, identity: { ...identity, secret: undefined } }),
  ],
  ['purposes that are a text', JSON.stringify({ ...decision, purposes: 'usage', decided_at, identity })],
];
for (const [name, text] of unreadable)
  life(`a consent file that is ${name}: it neither asks nor sends, and leaves it as it is`, async (at) => {
    const before = await at.begin();
    await before.use('a');
    await before.end();
    at.write('consent', text);
    const host = at.start({ env: { ASSENT_WAIT_SCALE: '0.001' } });
    has('open', await host.open(), { ask: false, active: false, status: 'none' });
    await host.use('b');
    is('flush', await host.flush(), true);
    is('preview', await host.preview(), []);
    await host.close();
    await host.end();
    is('requests', at.service.seen, []);
    is('consent', at.bytes('consent').equals(Buffer.from(text)), true);
  });

life('a consent file that is empty: a decision of the user takes its place', async (at) => {
  at.write('consent', '');
  const host = at.start();
  has('open', await host.open(), { ask: false, active: false });
  is('grant', await host.grant('usage'), true);
  await host.use('a');
  is('flush', await host.flush(), true);
  is('stored', at.service.stored.size, 1);
  has('consent', at.json('consent'), { status: 'granted', told: true, format: 1 });
});

for (const how of ['grant', 'refuse', 'withdraw'])
  life(`a consent file of a later format is left alone, whatever is decided here: ${how}`, async (at) => {
    const text = JSON.stringify({ ...decision, format: 2, decided_at, identity });
    at.write('consent', text);
    const host = at.start();
    await host.open();
    is(how, (await host.do({ do: how, ...(how === 'grant' && { purposes: ['usage'] }) })).kept, false);
    await host.use('a');
    is('active', (await host.status()).active, false);
    await host.flush();
    is('requests', at.service.seen, []);
    is('consent', at.read('consent'), text);
  });

life('a consent file without a format, as before there was one, is of the first', async (at) => {
  const before = await at.begin();
  await before.end();
  at.change('consent', { format: undefined });
  const host = at.start();
  has('open', await host.open(), { status: 'granted', active: true, ask: false });
  await host.use('a');
  is('flush', await host.flush(), true);
  is('stored', at.service.stored.size, 1);
});

for (const name of ['consent', 'sending', 'sequence', 'receipts', 'history'])
  life(`a byte order mark before the file ${name} means nothing`, async (at) => {
    const before = await at.begin();
    await before.use('a');
    await before.flush();
    await before.close();
    await before.end();
    const last = at.service.batches[0].events[0].sequence;
    at.write(name, `\ufeff${at.read(name)}`);
    const host = at.start();
    has('open', await host.open(), { status: 'granted', active: true, ask: false, dropped: 0 });
    is('receipts', (await host.do({ do: 'receipts' })).receipts.length, 1);
    is('history', (await host.history()).length, 1);
    await host.use('b');
    is('flush', await host.flush(), true);
    is('sequence', at.service.batches[1].events[0].sequence, last + 1);
  });

life('members of consent that an SDK does not know stay, and are sent to nobody', async (at) => {
  const before = await at.begin();
  await before.end();
  at.change('consent', { later: { deep: [1] }, told: false });
  const host = at.start();
  await host.open();
  is('flush', await host.flush(), true);
  has('consent', at.json('consent'), { told: true, later: { deep: [1] } });
  is('grant', await host.grant('usage', 'licensing'), true);
  is('withdraw', await host.withdraw(), true);
  is('flush', await host.flush(), true);
  has('consent', at.json('consent'), { told: true, status: 'withdrawn', later: { deep: [1] } });
});

life('members of sending that an SDK does not know stay', async (at) => {
  const before = await at.begin();
  await before.end();
  at.change('sending', { later: [1] });
  const host = at.start();
  await host.open();
  await host.use('a');
  is('flush', await host.flush(), true);
  has('sending', at.json('sending'), { later: [1], until: 0 });
});

life('a sending file of a later format is left alone, and nothing is sent past it', async (at) => {
  const before = await at.begin();
  await before.end();
  const text = JSON.stringify({ format: 2, until: 'never' });
  at.write('sending', text);
  const host = at.start();
  await host.open();
  await host.use('a');
  is('flush', await host.flush(), false);
  await host.close();
  is('requests', at.service.seen, []);
  is('sending', at.read('sending'), text);
});

const broken: [name: string, text: string | Buffer][] = [
  ['empty', ''],
  ['torn', '{"format":1,"until":17'],
  ['full of NUL bytes', nothing],
  ['null', 'null'],
  ['a list', '[1]'],
  ['a list of null', '[null]'],
  ['an object of texts', '{"until":"x","failed":"y","offset":"z","drop":"w","dropped":"v"}'],
  ['a number beyond all bounds', '1e999'],
];
for (const name of ['sending', 'sequence', 'receipts', 'history'])
  for (const [damage, text] of broken)
    life(`a file ${name} that is ${damage} is as none, and is made anew`, async (at) => {
      const before = await at.begin();
      await before.end();
      at.write(name, text);
      const host = at.start();
      has('open', await host.open(), { status: 'granted', active: true, dropped: 0 });
      await host.use('a');
      is('flush', await host.flush(), true);
      await host.use('b');
      is('flush', await host.flush(), true);
      const [a, b] = at.service.batches.map(({ events }) => events[0].sequence);
      is('sequence', [Number.isSafeInteger(a) && a > 0, b], [true, a + 1]);
      const history = await host.history();
      is(
        'history',
        history.map(({ events }) => events),
        [{ feature_used: 1 }, { feature_used: 1 }],
      );
      is('grant', await host.grant('usage', 'licensing'), true);
      is('flush', await host.flush(), true);
      is('receipts', (await host.do({ do: 'receipts' })).receipts.at(-1).purposes, ['usage', 'licensing']);
    });

life('pauses with fractions, as SDKs wrote them once, are read', async (at) => {
  const host = await at.begin();
  await host.use('a');
  at.change('sending', { until: at.now + 0.5 * hours + 0.25, failed: 1 });
  is('flush', await host.flush(), false);
  at.passes(1 * hours);
  is('flush', await host.flush(), true);
});

const header = '{"format":1,"context":{"product_version":"1","sdk_name":"x","sdk_version":"1"},"offset":0}';
const line = (n: number, more = '') =>
  `{"event_id":"0193f3c8-5a52-7c52-b8a5-6f0d3f0a9d1${n}","event_name":"feature_used","occurred_at":"2026-11-22T09:58:01.120Z","sequence":${n},"properties":{"feature":"f${n}"${more}}}`;
const segments: [name: string, text: string | Buffer, arrive: number[], dropped: number][] = [
  ['whole', `${header}\n${line(1)}\n${line(2)}\n`, [1, 2], 0],
  ['whose last line is torn', `${header}\n${line(1)}\n{"event_id":"0193f3c8-5a5`, [1], 1],
  ['whose last line lacks its end', `${header}\n${line(1)}\n${line(2)}`, [1], 1],
  ['with a line of NUL bytes', `${header}\n\0\0\0\0\n${line(2)}\n`, [2], 1],
  ['whose end is NUL bytes', `${header}\n${line(1)}\n${'\0'.repeat(4096)}`, [1], 1],
  ['with a byte order mark', `\ufeff${header}\n${line(1)}\n`, [1], 0],
  ['with empty lines', `${header}\n\n${line(1)}\n\n`, [1], 0],
  ['with lines that end as on Windows', `${header}\r\n${line(1)}\r\n`, [1], 0],
  ['without a header', `${line(1)}\n${line(2)}\n`, [], 1],
  ['whose header was destroyed', `\0\0\0\n${line(1)}\n`, [], 1],
  ['that is empty', '', [], 0],
  ['of a header alone', `${header}\n`, [], 0],
  ['with NaN', `${header}\n${line(1, ',"count":NaN')}\n${line(2)}\n`, [2], 1],
  ['with a line that is no event', `${header}\n[]\n${line(2)}\n`, [2], 1],
  ['with null for a line', `${header}\nnull\n${line(2)}\n`, [2], 1],
  [
    'with bytes that are no UTF-8 between lines',
    Buffer.concat([Buffer.from(`${header}\n`), Buffer.from([0xff, 0xc0, 0x0a]), Buffer.from(`${line(2)}\n`)]),
    [2],
    1,
  ],
  [
    'whose event has members that nobody knows',
    `${header.replace('"offset"', '"later":[1],"offset"')}\n${line(1)}\n`,
    [1],
    0,
  ],
];
for (const [name, text, arrive, dropped] of segments)
  life(`a segment ${name}: what can be read arrives, the rest counts as dropped`, async (at) => {
    const before = await at.begin();
    await before.end();
    at.write('001795341481120-0a1b2c3d.ready', text);
    const host = at.start();
    await host.open();
    is('flush', await host.flush(), true);
    is(
      'arrived',
      at.service.batches.flatMap(({ events }) => events.map(({ sequence }: Json) => sequence)),
      arrive,
    );
    has('status', await host.status(), { dropped });
    is(
      'files',
      at.files().filter((file) => file.startsWith('.')),
      [],
    );
    await host.use('more');
    is('flush', await host.flush(), true);
  });

life('a segment of a later format is left alone, and holds up no other', async (at) => {
  const before = await at.begin();
  await before.end();
  const name = '001795341481120-0a1b2c3d.ready';
  const text = `${header.replace('"format":1', '"format":2')}\n${line(1)}\n`;
  at.write(name, text);
  const host = at.start();
  await host.open();
  await host.use('a');
  await host.flush();
  is(
    'arrived',
    at.service.batches.flatMap(({ events }) => events.map(({ properties }: Json) => properties.feature)),
    ['a'],
  );
  is('the segment', at.read(name), text);
});

life(
  'what a segment holds arrives as it is: U+2028, lone surrogates, large sequences, fractions, deep texts',
  async (at) => {
    const before = await at.begin();
    await before.end();
    const values = ['\u2028 and \u2029', '\ud800', 'a\udc00b', '\u0085', '\u0000', '"\\/'];
    const lines = values.map((feature, n) =>
      line(n, `,"count":${n}.5,"duration_ms":1e3,"x":${JSON.stringify(feature)}`),
    );
    at.write(
      '001795341481120-0a1b2c3d.ready',
      `${header}\n${lines.join('\n').replace('"sequence":0', '"sequence":4503599627370497')}\n`,
    );
    const host = at.start();
    await host.open();
    is('flush', await host.flush(), true);
    const { events } = at.service.batches[0];
    is(
      'texts',
      events.map(({ properties }: Json) => properties.x),
      values,
    );
    is(
      'numbers',
      events.map(({ properties }: Json) => [properties.count, properties.duration_ms]),
      values.map((_, n) => [n + 0.5, 1000]),
    );
    is('sequence', events[0].sequence, 4503599627370497);
    is(
      'the raw text',
      events.map(({ event_id }: Json) => event_id.length),
      values.map(() => 36),
    );
  },
);

for (const state of ['open', 'sending'])
  life(
    `a segment left behind by a process that died (.${state}) is taken after half an hour, and not before`,
    async (at) => {
      const before = await at.begin();
      await before.end();
      at.write(`001795341481120-0a1b2c3d.${state}`, `${header}\n${line(1)}\n`);
      const host = at.start();
      await host.open();
      at.passes(20 * minutes);
      await host.flush();
      is('requests', at.service.seen.length, 0);
      at.passes(15 * minutes);
      is('flush', await host.flush(), true);
      is('stored', at.service.stored.size, 1);
    },
  );

life('a segment of a year ago is sent: only the service knows what is too old', async (at) => {
  const before = await at.begin();
  await before.end();
  at.write('001763805481120-0a1b2c3d.ready', `${header}\n${line(1)}\n`);
  at.passes(380 * days);
  const host = at.start();
  await host.open();
  is('flush', await host.flush(), true);
  is('stored', at.service.stored.size, 1);
});

life('files that are not ours stay as they are', async (at) => {
  const before = await at.begin();
  await before.end();
  for (const name of ['notes.txt', '.hidden', 'consent.bak', 'x.ready']) at.write(name, name);
  const host = at.start({ env: { ASSENT_WAIT_SCALE: '0.001' } });
  await host.open();
  await host.use('a');
  is('flush', await host.flush(), true);
  await host.withdraw();
  await host.flush();
  for (const name of ['notes.txt', '.hidden', 'consent.bak']) is(name, at.read(name), name);
});
