import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addProduct, command, event, Installation, type Local, local, report, settle } from './local.ts';

let started: Local;
beforeAll(async () => {
  started = await local();
});
afterAll(() => started.stop());

test('a file from a site without internet is posted in its order, and what is wrong is named by its line', async () => {
  const write_key = await addProduct(started, 'offline');
  const installation = new Installation(started, write_key);
  const with_keys = { write_key, installation_secret: installation.secret };
  const month = new Date(Date.now() - 30 * 86_400_000).toISOString();
  const lines = [
    {
      ...with_keys,
      installation_id: installation.id,
      decision: 'granted',
      purposes: ['usage'],
      notice_version: 1,
      decided_by: 'administrator',
      decided_at: month,
    },
    // Written a month ago: `sent_at` becomes now, so that its times are not corrected.
    {
      ...with_keys,
      ...installation.batch([event({ occurred_at: month }), event({ event_name: 'unheard_of' })]),
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
  expect(err).toMatch(/line 3: .*JSON[\s\S]*line 4: credential_missing/);
  expect(code).toBe(1);
  await settle(started);
  const day = month.slice(0, 10);
  const next = new Date(Date.parse(month) + 86_400_000).toISOString().slice(0, 10);
  const range = ['--product', 'offline', '--from', day, '--to', next];
  expect(await report(started.data, 'version-distribution', ...range)).toMatchObject([{ installations: 1 }]);
});

test('a file that is not there is one sentence', async () => {
  const { code, err } = await command('import', started.data, '/no/such/file');
  expect(code).toBe(1);
  expect(err).toMatch(/can't be read/);
});
