import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { type Counted, underRule } from '../../shared/statement.ts';
import { refreshed } from './lake.ts';
import {
  addOrganization,
  addProduct,
  admin,
  command,
  event,
  Installation,
  localForFile,
  report,
} from './local.ts';

const started = localForFile({ schedules: false });
const tokens: Record<string, string> = {};

/** How many installations of which organization run which version: of small ones too, and of two products. */
const field = [
  ['editor', 'acme', '1.0.0', 6],
  ['editor', 'acme', '1.1.0', 2],
  ['editor', 'acme', '2.0.0', 1],
  ['editor', 'globex', '1.0.0', 5],
  ['viewer', 'acme', '1.0.0', 3],
] as const;

beforeAll(async () => {
  const keys = { editor: await addProduct(started, 'editor'), viewer: await addProduct(started, 'viewer') };
  for (const organization of ['acme', 'globex', 'quiet'])
    tokens[organization] = await addOrganization(started, organization);
  const all = field.flatMap(([product, organization_id, product_version, count]) =>
    Array.from({ length: count }, async () => {
      const installation = new Installation(started, keys[product]);
      await installation.decide('granted', ['usage'], { organization_id });
      await installation.post([event()], { organization_id, context: { product_version } });
    }),
  );
  await Promise.all(all);
  const csv = `license_key,organization_id,license_type,seats_purchased,valid_from,valid_to
AAAA-1111,acme,named_user,10,2026-01-01,2036-01-01
AAAA-2222,acme,floating,5,2026-01-01,2036-01-01
BBBB-1111,globex,node_locked,5,2026-01-01,2036-01-01
`;
  await admin(started, 'entitlements import', {
    product: 'editor',
    csv: gzipSync(csv).toString('base64'),
  });
  await refreshed(started, 'late', 'statement');
});

const call = (
  organization: string,
  token = tokens[organization],
  method = 'GET',
  what = 'statement',
  body?: object,
) =>
  new Installation(started, '').call(method, `/v1/organizations/${organization}/${what}`, body, {
    authorization: `Bearer ${token}`,
  });

test("a customer's administrator reads what the vendor sees of them, and of nobody else", async () => {
  const { status, json } = await call('acme');
  expect(status).toBe(200);
  expect(json).toMatchObject({
    organization_id: 'acme',
    basis: 'as claimed by installations',
    allowed_purposes: null,
    products: [
      {
        product: 'editor',
        installations: 9,
        versions: [{ product_version: 'other', installations: 9 }],
        licenses: [{ license_type: 'floating' }, { license_type: 'named_user' }],
      },
      {
        product: 'viewer',
        installations: '<5',
        versions: [{ product_version: 'other', installations: '<5', last_seen_week: null }],
        licenses: [],
      },
    ],
  });
  expect(JSON.stringify(json)).not.toContain('globex');
  const { json: other } = await call('globex');
  expect(other.products).toMatchObject([
    { product: 'editor', installations: 5, versions: [{ product_version: '1.0.0', installations: 5 }] },
  ]);
  expect((await call('quiet')).json.products).toEqual([]);
});

test('its licenses are the rows of license-usage, without users, and without what is of all customers', async () => {
  const rows = await report(started.data, 'license-usage', '--product', 'editor');
  const { json } = await call('acme');
  for (const license of json.products[0].licenses) {
    const row = rows.find(({ license_id }) => license_id === license.license_id);
    expect(row).toMatchObject(license);
    expect('seats_seen' in license).toBe(license.license_type !== 'named_user');
    expect(Object.keys(license)).not.toContain('coverage');
  }
});

test.each(['acme', 'globex'])(
  'the versions of %s are those of version-distribution, under the rule on small groups',
  async (organization) => {
    const narrowed = ['--product', 'editor', '--organization', organization];
    const rows = await report(started.data, 'version-distribution', ...narrowed);
    const counted = rows.map((row): Counted => ({ ...row, last_seen_week: '' }));
    const bare = ({ installations, versions }: ReturnType<typeof underRule>) => [
      installations,
      versions.map((version) => [version.product_version, version.installations]),
    ];
    const [editor] = (await call(organization)).json.products;
    expect(rows.length).toBeGreaterThan(0);
    expect(bare(editor)).toEqual(bare(underRule(counted)));
  },
);

test('no other token, no token, and no way to spell it reads a statement', async () => {
  expect((await call('acme', tokens.globex)).json.reason).toBe('credential_unknown');
  expect((await call('acme', `${tokens.acme}x`)).json.reason).toBe('credential_unknown');
  const crooked = encodeURIComponent('globex/../acme');
  expect((await call(crooked, tokens.globex)).json.reason).toBe('credential_unknown');
});

test('an opt-out ends it with the next request, and the next run empties it', async () => {
  const decided_at = new Date().toISOString();
  await call('globex', undefined, 'PUT', 'consent', { allowed_purposes: [], decided_at });
  expect((await call('globex')).json.reason).toBe('not_found');
  await refreshed(started, 'statement');
  const back = { allowed_purposes: ['usage'], decided_at: new Date().toISOString() };
  await call('globex', undefined, 'PUT', 'consent', back);
  expect((await call('globex')).json.reason).toBe('not_found');
  await refreshed(started, 'statement');
  expect((await call('globex')).json).toMatchObject({ allowed_purposes: ['usage'] });
});

test('the vendor prints the same', async () => {
  const { code, out } = await command('admin', started.data, 'organization', 'statement', 'ACME', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual((await call('acme')).json);
  const { err } = await command('admin', started.data, 'organization', 'statement', 'nobody');
  expect(err).toMatch(/There is no statement of nobody/);
});
