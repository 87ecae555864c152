import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { csvOf, date, entitlements, importCsv, imported, licenseId } from './entitlements.ts';
import { refresh } from './lake.ts';
import { addProduct, command, eventually, localForFile } from './local.ts';

const started = localForFile({ schedules: false });
const products = ['sold', 'shown', 'excel', 'again', 'other', 'bad', 'busy', 'broken'];
beforeAll(async () => {
  for (const product of products) await addProduct(started, product);
});

test('what is imported is in the table with the ID of its key, before any refresh', async () => {
  const [from, to] = [date(-10), date(10)];
  const csv = csvOf([
    { key: ' abcd-1 ', to: 'Contoso.Example', type: 'named_user', seats: 7, valid: [from, to] },
  ]);
  const { code, out } = await importCsv(started.data, 'sold', csv);
  expect({ code, out }).toEqual({ code: 0, out: 'sold now has 1 entitlement, of 1 organization.\n' });
  expect(await entitlements(started, 'sold')).toEqual([
    {
      license_id: licenseId(started, 'ABCD1'),
      product: 'sold',
      organization_id: 'contoso.example',
      license_type: 'named_user',
      seats_purchased: 7,
      valid_from: from,
      valid_to: to,
    },
  ]);
});

test('an import replaces all that the product had, and nothing of another', async () => {
  const first = ['A-1', 'A-2', 'A-3'].map((key, i) => ({ key, seats: i + 1 }));
  await imported(started, 'other', first.slice(0, 2));
  await imported(started, 'again', first);
  const second = csvOf([
    { key: 'a 2', seats: 20, to: 'fabrikam' },
    { key: 'A-3', seats: 3 },
    { key: 'A-4', seats: 40 },
  ]);
  const { out } = await importCsv(started.data, 'again', second, '--json');
  expect(JSON.parse(out)).toEqual({ product: 'again', entitlements: 3, organizations: 2 });
  const rows = (await entitlements(started, 'again')).map((row) => [
    row.license_id,
    row.seats_purchased,
    row.organization_id,
  ]);
  expect(rows).toEqual([
    [licenseId(started, 'A-3'), 3, 'contoso'],
    [licenseId(started, 'A-2'), 20, 'fabrikam'],
    [licenseId(started, 'A-4'), 40, 'contoso'],
  ]);
  expect(await entitlements(started, 'other')).toHaveLength(2);
});

test('a file as Excel writes it is imported: no end, no limit, its own dates, and columns of others', async () => {
  const csv = [
    'sep=;',
    'License_Key;Organization_ID;License_Type;Seats_Purchased;Valid_From;Valid_To;Price',
    'X-1;Contoso;floating;;01.02.2026;;9,90',
    'X-2;Contoso;floating;1.500;01.02.2026;31.12.2026;9,90',
  ].join('\r\n');
  const utf16 = Buffer.from(`\ufeff${csv}\r\n`, 'utf16le');
  const { out, err } = await importCsv(started.data, 'excel', utf16, '--date-format', 'DD.MM.YYYY');
  expect({ out, err }).toEqual({
    out: 'excel now has 2 entitlements, of 1 organization.\nNot used: Price.\n',
    err: '',
  });
  const rows = await entitlements(started, 'excel');
  expect(rows.map((row) => [row.seats_purchased, row.valid_from, row.valid_to])).toEqual([
    [1500, '2026-02-01', '2026-12-31'],
    [null, '2026-02-01', '9999-12-31'],
  ]);
});

test('what was sold can be shown, without a key', async () => {
  await imported(started, 'shown', [
    { key: 'SECRET-1', to: 'fabrikam', seats: 1500, valid: ['2026-01-01', '2026-12-31'] },
    { key: 'SECRET-2', seats: 'unlimited', valid: ['2026-01-01', ''] },
  ]);
  const show = (...args: string[]) => command('admin', started.data, 'entitlements', 'show', ...args);
  const { out } = await show('--product', 'shown');
  const lines = out
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/ {2,}/));
  const [first, second] = ['SECRET-2', 'SECRET-1'].map((key) => licenseId(started, key).slice(0, 12));
  expect(lines.slice(1)).toEqual([
    ['contoso', 'node_locked', first, 'unlimited', '2026-01-01', 'no end'],
    ['fabrikam', 'node_locked', second, '1,500', '2026-01-01', '2026-12-31'],
  ]);
  const { product, entitlements } = JSON.parse((await show('--product', 'shown', '--json')).out);
  expect([product, entitlements.length]).toEqual(['shown', 2]);
  expect(entitlements[0]).toMatchObject({ seats_purchased: null, valid_to: '9999-12-31' });
  expect((await show('--product', 'nothing-sold')).out).toMatch(/^Nothing was imported: /);
});

test('a bad row is named by line and column, without its key, and nothing is imported', async () => {
  await imported(started, 'bad', [{ key: 'A-1' }]);
  const before = await entitlements(started, 'bad');
  const csv = csvOf([
    { key: 'A-2' },
    { key: 'SECRET-KEY', seats: -1 },
    { key: 'A-4', valid: ['soon', '2026-02-30'] },
  ]);
  const { code, out, err } = await importCsv(started.data, 'bad', csv);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(
    /^Nothing was imported:\n {2}line 3, seats_purchased: .*\n {2}line 4, valid_from: .*\n {2}line 4, valid_to: /,
  );
  expect(err).not.toContain('SECRET');
  expect(await entitlements(started, 'bad')).toEqual(before);
});

test('only a product that is there can have entitlements', async () => {
  const answer = await imported(started, 'nobody', [{ key: 'A-1' }]);
  expect(answer).toEqual({ error: expect.stringContaining('There is no product nobody') });
});

test('an import waits for a refresh under way', async () => {
  let held = true;
  let asked = false;
  // The refresh stands still at its first statement, with the lease in its hand.
  started.fail((call) => {
    if (call !== 'AmazonAthena.GetQueryExecution' || !held) return undefined;
    asked = true;
    return { body: { QueryExecution: { Status: { State: 'RUNNING' } } } };
  });
  const refreshing = refresh(started);
  await eventually(async () => asked);
  let done = false;
  const importing = imported(started, 'busy', [{ key: 'A-1' }]).finally(() => {
    done = true;
  });
  await sleep(1000);
  expect(done).toBe(false);
  held = false;
  await refreshing;
  expect(await importing).toEqual({ product: 'busy', entitlements: 1, organizations: 1 });
  expect(await entitlements(started, 'busy')).toHaveLength(1);
});

test.for(['S3.PutObject', 'secretsmanager.GetSecretValue', 'AmazonAthena.StartQueryExecution'])(
  'while %s fails an import changes nothing',
  async (failing) => {
    await imported(started, 'broken', [{ key: 'A-1' }]);
    const before = await entitlements(started, 'broken');
    await started.functions.kill(started.template.outputs.AdminFunction);
    started.fail((call) => (call === failing ? { type: 'InternalServerError', status: 500 } : undefined));
    expect(await imported(started, 'broken', [{ key: 'A-2' }])).toHaveProperty('fault');
    started.fail(() => undefined);
    expect(await entitlements(started, 'broken')).toEqual(before);
  },
);
