import { beforeAll, expect, test } from 'vitest';
import { day } from '../../shared/time.ts';
import { date, imported, licenseId } from './entitlements.ts';
import { refreshed } from './lake.ts';
import { addProduct, command, event, Installation, localForFile, report } from './local.ts';

const started = localForFile({ schedules: false });
const product = 'usage';
let key: string;
let testKey: string;

const users = ['aa', 'bb', 'cc'].map((two) => two.repeat(16));

type Use = {
  license: string;
  name?: 'license_activated' | 'license_checked' | 'license_checked_out' | 'license_returned';
  user?: string;
  type?: string;
  ago?: number;
};
const use = (
  { license, name = 'license_checked', user, type = 'node_locked', ago = 0 }: Use,
  outcome = 'success',
) =>
  event({
    event_name: name,
    occurred_at: new Date(Date.now() - ago * day).toISOString(),
    ...(user && { user_id: user }),
    properties: { license_key: license, license_type: type, seats_purchased: 99, outcome },
  });

/** Installs, consents and posts; the organization it names is not the one that bought the license. */
async function installed(events: object[], more: { key?: string; purposes?: string[]; ci?: boolean } = {}) {
  const installation = new Installation(started, more.key ?? key);
  await installation.decide('granted', more.purposes ?? ['usage', 'persons', 'licensing']);
  const context = { product_version: '1.0', ...(more.ci && { ci: true }) };
  const { json } = await installation.post(events, { organization_id: 'initech', context });
  expect(json).toMatchObject({ accepted: events.length, rejected: [] });
}

beforeAll(async () => {
  key = await addProduct(started, product);
  const added = await command('admin', started.data, 'key', 'add', '--product', product, '--test', '--json');
  testKey = JSON.parse(added.out).write_key;
  const answer = await imported(started, product, [
    { key: 'IN-USE', seats: 4 },
    { key: 'BY-USER', type: 'named_user', seats: 3 },
    { key: 'OVER-USED', to: 'fabrikam', type: 'floating', seats: 1 },
    { key: 'NOT-SEEN', to: 'fabrikam', seats: 7 },
    { key: 'FAILED', to: 'fabrikam', seats: 1 },
    { key: 'EXPIRED', to: 'umbrella', seats: 2, valid: [date(-400), date(-1)] },
    { key: 'LAST-DAY', to: 'umbrella', seats: 2, valid: [date(-400), date(0)] },
    { key: 'FREE', to: 'umbrella', type: 'free', seats: 0 },
    { key: 'TESTED', to: 'umbrella', seats: 1 },
    { key: 'LONG-AGO', to: 'umbrella', seats: 1 },
  ]);
  expect(answer).toMatchObject({ entitlements: 10 });

  const [one, two, three] = users as [string, string, string];
  await installed([use({ license: 'IN-USE', name: 'license_activated' }), use({ license: 'in use' })]);
  await installed([use({ license: 'in-use' }), use({ license: 'IN-USE', ago: 5 })]);
  // Three users, one of them on two installations, and two installations of which no user is known.
  await installed([
    use({ license: 'BY-USER', name: 'license_activated' }),
    use({ license: 'BY-USER', user: one }),
    use({ license: 'BY-USER', user: two }),
  ]);
  await installed([
    use({ license: 'BY-USER', name: 'license_activated', user: two.toUpperCase() }),
    use({ license: 'BY-USER', name: 'license_activated' }),
  ]);
  await installed([use({ license: 'BY-USER', user: three })]);
  await installed([use({ license: 'BY-USER', user: three })], { purposes: ['licensing'] });
  await installed([use({ license: 'BY-USER' })]);
  for (const _ of users) {
    const held = (name: Use['name'], ago: number) =>
      use({ license: 'OVER-USED', type: 'floating', name, ago });
    await installed([held('license_checked_out', 2 / 24), held('license_returned', 1 / 24)]);
  }
  await installed([use({ license: 'FAILED' }, 'failure'), use({ license: 'NEVER-SOLD' }, 'failure')]);
  await installed([use({ license: 'EXPIRED' }), use({ license: 'LAST-DAY' }), use({ license: 'FREE' })]);
  await installed([
    use({ license: 'NOT-SOLD', type: 'named_user', user: one, ago: 3 }),
    use({ license: 'NOT-SOLD', type: 'floating', user: two, ago: 2 }),
    use({ license: 'NOT-SOLD-2', type: 'named_user', user: one }),
    use({ license: 'NOT-SOLD-2', type: 'named_user', user: two, name: 'license_activated' }),
  ]);
  await installed([use({ license: 'TESTED' })], { key: testKey });
  await installed([use({ license: 'TESTED' })], { ci: true });
  await installed([use({ license: 'LONG-AGO', ago: 100 })]);
  await refreshed(started);
});

const asked = new Map<string, ReturnType<typeof report>>();
const reported = (...args: string[]) => {
  const name = args.join(' ');
  const rows = asked.get(name) ?? report(started.data, 'license-usage', '--product', product, ...args);
  asked.set(name, rows);
  return rows;
};
const usage = async (...args: string[]) => {
  const rows = await reported(...args);
  return (license: string) => {
    const { license_id, ...row } = rows.find((each) => each.license_id === licenseId(started, license)) ?? {};
    return license_id && row;
  };
};
// Of the seats sold, those seen: 2, 3, 1 and 1 of the licenses that are valid.
const coverage = 7 / 20;
const sold = {
  product,
  organization_id: 'contoso',
  license_type: 'node_locked',
  valid_from: date(-300),
  valid_to: date(60),
  denied: 0,
  coverage,
};

test('a license in use shows its seats by installation, attributed by the entitlement', async () => {
  expect((await usage())('IN-USE')).toEqual({
    ...sold,
    seats_purchased: 4,
    seats_seen: 2,
    // At the same moment one is proven: each was seen at one moment of a day only.
    seats_peak: 1,
    seats_possible: 2,
    utilization: 0.25,
    over_use: 0,
    status: 'in_use',
    installations: 2,
  });
});

test('a license of named users shows users, and an installation without one as one; digests prove no seat', async () => {
  expect((await usage())('BY-USER')).toEqual({
    ...sold,
    license_type: 'named_user',
    seats_purchased: 3,
    seats_seen: 5,
    seats_peak: null,
    seats_possible: 5,
    utilization: null,
    over_use: null,
    status: 'to_review',
    installations: 5,
  });
});

test('a license used beyond what was sold shows by how much', async () => {
  expect((await usage())('OVER-USED')).toMatchObject({
    organization_id: 'fabrikam',
    seats_seen: 3,
    seats_peak: 3,
    utilization: 3,
    over_use: 2,
    status: 'over_used',
  });
});

test.for(['NOT-SEEN', 'FAILED', 'TESTED', 'LONG-AGO'])(
  'a license sold and not seen (%s) is marked so',
  async (license) => {
    expect((await usage())(license)).toMatchObject({ seats_seen: 0, over_use: 0, status: 'not_seen' });
  },
);

test('a license that is over by the last day of the range is expired, in use or not', async () => {
  const row = await usage();
  expect(row('EXPIRED')).toMatchObject({
    status: 'expired',
    seats_seen: 1,
    seats_peak: 0,
    valid_to: date(-1),
  });
  expect(row('LAST-DAY')).toMatchObject({ status: 'in_use', valid_to: date(0) });
  const earlier = await usage('--to', date(0));
  expect(earlier('EXPIRED')).toMatchObject({ status: 'not_seen', seats_seen: 0 });
});

test('a license seen and not sold has no organization, and the type it was last reported with', async () => {
  const row = await usage();
  expect(row('NOT-SOLD')).toEqual({
    product,
    organization_id: 'unknown',
    license_type: 'floating',
    seats_purchased: 0,
    seats_seen: 1,
    seats_peak: null,
    seats_possible: null,
    denied: 0,
    utilization: null,
    over_use: null,
    status: 'not_sold',
    valid_from: null,
    valid_to: null,
    installations: 1,
    coverage,
  });
  expect(row('NOT-SOLD-2')).toMatchObject({ license_type: 'named_user', seats_seen: 2 });
  expect(row('NEVER-SOLD')).toBeUndefined();
});

test('where no seat was sold there is no utilization', async () => {
  expect((await usage())('FREE')).toMatchObject({ utilization: null, over_use: 1, status: 'over_used' });
});

test('test keys and build machines count only when asked for', async () => {
  expect((await usage('--include-test'))('TESTED')).toMatchObject({ seats_seen: 2, seats_peak: 1 });
});

test('the range says what counts', async () => {
  expect((await usage('--from', date(-101)))('LONG-AGO')).toMatchObject({ seats_seen: 1, status: 'in_use' });
});

test('every license has one row, in a fixed order', async () => {
  const rows = await reported();
  const places = rows.map((row) => [row.organization_id, row.license_type, row.license_id].join('/'));
  expect(places).toHaveLength(12);
  expect(places).toEqual([...new Set(places)].sort());
});

test('evidence is asked for by a license_id, and has a row for each seat and nothing of who held it', async () => {
  const id = licenseId(started, 'OVER-USED');
  const seats = await reported('--evidence', id);
  expect(seats.map(({ seat }) => seat)).toEqual([1, 2, 3]);
  const columns = [
    'product',
    'organization_id',
    'license_type',
    'license_id',
    'seat',
    'held_from',
    'held_until',
    'peak_at',
  ];
  expect(Object.keys(seats[0])).toEqual(columns);
  for (const [name, license, says] of [
    ['geography', id, 'Only license-usage has --evidence.'],
    ['license-usage', 'OVER-USED', 'It is a license_id'],
  ] as const) {
    const { code, err } = await command('report', started.data, name, '--evidence', license);
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
  }
});
