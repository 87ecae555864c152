import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addProduct, command, event, Installation, type Local, local, report, settle } from './local.ts';

let started: Local;
beforeAll(async () => {
  started = await local();
});
afterAll(() => started.stop());

const decision = (installation_id: string, decided_at = new Date().toISOString()) => ({
  installation_id,
  decision: 'granted',
  purposes: ['usage'],
  notice_version: 1,
  decided_by: 'administrator',
  decided_at,
});

test('a file from a site without internet is posted in its order, and what is wrong is named by its line', async () => {
  const write_key = await addProduct(started, 'offline');
  const installation = new Installation(started, write_key);
  const with_keys = { write_key, installation_secret: installation.secret };
  const month = new Date(Date.now() - 30 * 86_400_000).toISOString();
  const lines = [
    { ...with_keys, ...decision(installation.id, month) },
    // Written a month ago: `sent_at` becomes now, so that its times are not corrected.
    {
      ...with_keys,
      ...installation.batch([event({ occurred_at: month }), event({ event_name: 'unheard_of' })]),
      context: { product_version: '4.2.1', product_edition: 5 },
      sent_at: month,
    },
    'not JSON',
    { ...with_keys, ...installation.batch([event()]), installation_secret: 'wrong' },
  ];
  const file = join(started.data, 'site.ndjson');
  writeFileSync(
    file,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  const { code, out, err } = await command('import', started.data, file);
  expect(out).toContain(
    '1 decisions recorded, 1 events accepted, 1 rejected (1 event_unknown), 2 lines refused',
  );
  expect(out).toMatch(/\nLeft out, .*: \/context\/product_edition \(1 line\)\.\n$/);
  expect(err).toMatch(/line 3: .*JSON[\s\S]*line 4: credential_missing/);
  expect(code).toBe(1);
  await settle(started);
  const day = month.slice(0, 10);
  const next = new Date(Date.parse(month) + 86_400_000).toISOString().slice(0, 10);
  const range = ['--product', 'offline', '--from', day, '--to', next];
  expect(await report(started.data, 'version-distribution', ...range)).toMatchObject([{ installations: 1 }]);
});

const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();
test.for([
  ['UTF-8', (text: string) => text],
  ['UTF-8 with its mark', (text: string) => `\ufeff${text}`],
  ['UTF-16 as PowerShell writes it', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['big-endian UTF-16', (text: string) => swapped(`\ufeff${text}`)],
  [
    'UTF-8 joined of files with their marks',
    (text: string) => `\ufeff${text.replace(/\n(?=.)/g, '\n\ufeff')}`,
  ],
  ['UTF-8 with the line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
] as const)('a file in %s is read, and its lines end at line feeds only', async ([name, encode]) => {
  const write_key = await addProduct(started, name.toLowerCase().replaceAll(/\W+/g, '-'));
  const installation = new Installation(started, write_key);
  const keys = { write_key, installation_secret: installation.secret };
  // What other languages end a line at, raw in a text, and a text longer than what is read at once.
  const feature = ['a\u2028b\u2029c\u0085d\u000be', 'ü'.repeat(70_000)];
  const lines = [
    { ...keys, ...decision(installation.id) },
    ...feature.map((each) => ({
      ...keys,
      ...installation.batch([event({ properties: { feature: each } })]),
    })),
    { ...keys, ...installation.batch([event()]) },
  ];
  const file = join(started.data, `${name}.ndjson`);
  writeFileSync(file, encode(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n\n`));
  const { out } = await command('import', started.data, file);
  expect(out).toMatch(/^5 lines: 1 decisions recorded, 2 events accepted, 1 rejected .*, 0 lines refused/);
});

test('a file that is not there is one sentence', async () => {
  const { code, err } = await command('import', started.data, '/no/such/file');
  expect(code).toBe(1);
  expect(err).toMatch(/can't be read/);
});
