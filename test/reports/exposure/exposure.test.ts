import { beforeAll, expect, test } from 'vitest';
import { affected } from '../../../reports/exposure/affected.ts';
import { refreshed } from '../../e2e/lake.ts';
import { localForFile } from '../../e2e/local.ts';
import { apart, asked, noon, range, type Seen, seen, times } from '../ask.ts';

const started = localForFile({ schedules: false });
const of = (name: string, product: string, more: object = {}) =>
  asked(started, name, { product, ...range, ...more });

const ran = (n: number, product_version: string, more: Partial<Seen> = {}): Seen => ({
  n,
  at: noon,
  product_version,
  organization_id: 'acme',
  country: 'DE',
  ...more,
});
const later = '2026-10-09T12:00:00';
const failure = { name: 'session_failed', properties: { kind: 'crash' } };
const fleets: Record<string, Seen[]> = {
  exposed: [
    // Fixed, still affected, gone back to an affected one, and never affected.
    ran(1, '4.1.0'),
    ran(1, '4.2.3', { at: later }),
    ran(2, '4.2.0'),
    ran(3, '4.2.3'),
    ran(3, '4.1.0', { at: later }),
    ran(4, '4.2.3'),
    // Moved to another customer, which is the one to tell; and one that names nobody.
    ran(5, '4.1.0', { organization_id: 'globex' }),
    ran(5, '4.1.0', { at: later, organization_id: 'initech', country: 'FR' }),
    ran(6, 'v4.1', { organization_id: undefined, country: undefined }),
    // Neither a pre-release of the first affected nor the fix is affected; what names no version is not known.
    ran(7, '4.1.0-rc.1', { organization_id: 'umbra' }),
    ran(8, '4.2.3', { organization_id: 'umbra' }),
    { n: 9, at: noon, organization_id: 'umbra' },
    // Affected before the range only.
    ran(10, '4.1.0', { at: '2026-09-30T23:59:59.999', organization_id: 'umbra' }),
    ran(10, '4.2.3', { organization_id: 'umbra' }),
  ],
  stable: [
    ...times(100, (n) => ran(n, '1.0', { session_id: `a${n}` })),
    ...times(4, (n) => ran(n, '1.0', { session_id: `a${n}`, ...failure })),
    // A failure is one of its session, however often it is told.
    ran(0, '1.0', { session_id: 'a0', ...failure }),
    ...times(40, (n) => ran(n, '1.1-rc.1', { session_id: `b${n}` })),
    ...times(120, (n) => ran(n, '1.1', { session_id: `c${n}` })),
    // Without usage a failure has no session; it is one of the installation.
    ran(200, '1.1', failure),
  ],
  declared: [
    ran(1, '1', { name: 'document_exported', properties: { format: 'pdf', pages: '3' } }),
    ran(1, '1', {
      name: 'installation_changed',
      properties: { channel: 'secret-name', action: 'installed' },
    }),
    ran(2, '1', { name: 'retired_event', properties: { what: 'was declared once' } }),
  ],
  split: [
    ...times(9, (n) => ran(n, '2', { product_build: '8812', product_edition: 'pro' })),
    ...times(6, (n) => ran(10 + n, '2', { product_build: '8813', product_edition: 'pro' })),
    ...times(2, (n) => ran(20 + n, '2', { product_build: '8814' })),
    ran(30, '3', { product_build: '9000' }),
  ],
};
beforeAll(async () => {
  for (const [product, events] of Object.entries(fleets)) seen(started, product, [...events, ...apart]);
  await refreshed(started);
});

const faulty = { affected: affected('>=4.1 <4.2.3') };

test('an installation is affected if its latest version is, and those fixed are a share of those that were', async () => {
  const rows = await of('exposure', 'exposed', faulty);
  expect(rows.map(({ product: _, ...row }) => Object.values(row))).toEqual([
    ['organization', 'acme', 2, 4, '4.1.0, 4.2.0', '2026-10-09', 1 / 3],
    ['organization', 'initech', 1, 1, '4.1.0', '2026-10-09', 0],
    ['organization', null, 1, 1, 'v4.1', '2026-10-05', 0],
    ['country', 'DE', 2, 7, '4.1.0, 4.2.0', '2026-10-09', 1 / 3],
    ['country', 'FR', 1, 1, '4.1.0', '2026-10-09', 0],
    ['country', null, 1, 2, 'v4.1', '2026-10-05', 0],
  ]);
});

test('exposure names whoever must be told, however small, under any filter', async () => {
  const rows = await of('exposure', 'exposed', { ...faulty, organization: 'initech', country: 'FR' });
  expect(rows.map(({ by, name, installations_affected }) => [by, name, installations_affected])).toEqual([
    ['organization', 'initech', 1],
    ['country', 'FR', 1],
  ]);
});

test('up to eight ranges add up, and none is needed', async () => {
  const eight = affected('=1||=2||=3||=5||=6||=7||=8||=4.2.0');
  expect(await of('exposure', 'exposed', { affected: eight })).toMatchObject([
    { by: 'organization', name: 'acme', installations_affected: 1 },
    { by: 'country', name: 'DE', installations_affected: 1 },
  ]);
  expect(await of('exposure', 'exposed', { affected: [] })).toEqual([]);
});

test('sessions and installations without a failure stand beside those of the version before', async () => {
  const rows = await of('stability', 'stable');
  expect(rows.map((row) => [row.product_version, row.sessions, row.failed_sessions, row.numbers])).toEqual([
    ['1.0', 100, 4, 'enough'],
    ['1.1-rc.1', 40, 0, 'small'],
    ['1.1', 120, 0, 'small'],
  ]);
  expect(rows[2]).toMatchObject({
    failure_free_sessions_share: 1,
    failed_installations: 1,
    failure_free_installations_share: 120 / 121,
    previous_version: '1.1-rc.1',
    previous_failure_free_sessions_share: 1,
  });
  expect(rows[1]).toMatchObject({ previous_version: '1.0', previous_failure_free_sessions_share: 0.96 });
});

test('what was just declared shows up with its first event, without free text and values of few', async () => {
  const rows = await of('events', 'declared');
  expect(rows.map(({ product: _, ...row }) => Object.values(row))).toEqual([
    ['document_exported', null, null, 1, 1],
    ['document_exported', 'format', 'other', 1, 1],
    ['document_exported', 'pages', 'other', 1, 1],
    ['installation_changed', null, null, 1, 1],
    ['installation_changed', 'action', 'other', 1, 1],
    ['installation_changed', 'channel', null, 1, 1],
    ['retired_event', null, null, 1, 1],
    ['retired_event', 'what', null, 1, 1],
  ]);
  const all = await of('events', 'declared', { threshold: 1 });
  expect(all.map(({ value }) => value).filter(Boolean)).toEqual(['pdf', '3', 'installed']);
});

test('each version is split by build or edition, the small ones together', async () => {
  const rows = await of('version-distribution', 'split', { by: 'build' });
  expect(rows.map((row) => [row.product_version, row.product_build, row.installations, row.share])).toEqual([
    ['2', '8812', 9, 0.5],
    ['2', 'other', 8, 8 / 18],
    ['3', 'other', 1, 1 / 18],
  ]);
  expect(rows[0]).not.toHaveProperty('product_edition');
  const plain = await of('version-distribution', 'split');
  expect(plain.map((row) => Object.keys(row).slice(0, 4))[0]).toEqual([
    'product',
    'product_version',
    'installations',
    'share',
  ]);
});

test('an edition of few, or one that few are not in, is not shown by any report', async () => {
  const counted = async (more: object) =>
    (await of('version-distribution', 'split', more)).map((row) => [row.product_version, row.installations]);
  expect(await counted({ edition: 'pro' })).toEqual([]);
  expect(await counted({ edition: 'pro', threshold: 3 })).toEqual([['2', 15]]);
  expect(await counted({ organization: 'nobody' })).toEqual([]);
});
