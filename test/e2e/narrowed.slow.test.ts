import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { hour } from '../../shared/time.ts';
import { idOf } from '../reports/ask.ts';
import { land, refreshed, row } from './lake.ts';
import { addProduct, command, localForFile } from './local.ts';

const started = localForFile({ schedules: false });
const at = new Date(Date.now() - hour);
beforeAll(async () => {
  await addProduct(started, 'atlas-cad');
  const rows = Array.from({ length: 12 }, (_, n) =>
    row('atlas-cad', at, {
      installation_id: idOf(n),
      product_version: n < 3 ? '4.1.0' : '4.2.0',
      organization_id: n < 6 ? 'acme-inc' : 'globex',
      country: 'DE',
    }),
  );
  land(started, new Date(), [...rows, row('atlas-cad', at, { installation_id: idOf(20), country: 'DE' })]);
  await refreshed(started);
});
const report = (...args: string[]) => command('report', started.data, ...args);
const json = async (...args: string[]) => JSON.parse((await report(...args, '--format', 'json')).out);

test('an organization is found by any spelling of its name', async () => {
  expect(await json('version-distribution', '--organization', 'ACME Inc.')).toMatchObject([
    { product_version: '4.1.0', installations: 3 },
    { product_version: '4.2.0', installations: 3 },
  ]);
});

test('exposure by an advisory says what was understood of it, and what is not known', async () => {
  const file = resolve(import.meta.dirname, '..', '..', 'docs', 'advisory.json');
  const { code, out, err } = await report(
    'exposure',
    '--product',
    'atlas-cad',
    '--advisory',
    file,
    '--format',
    'csv',
  );
  expect([code, out.split('\n').slice(0, 2)]).toEqual([
    0,
    [
      'product,by,name,installations_affected,installations,product_versions,last_seen,fixed_share',
      `atlas-cad,organization,acme-inc,3,6,4.1.0,${at.toISOString().slice(0, 10)},0`,
    ],
  ]);
  expect(err.replaceAll(/^running: .*\n/gm, '')).toBe(
    'By the advisory EXAMPLE-2026-001, CVE-2026-00001 these versions of Atlas CAD are affected: >=4.0 <4.2.0.\n' +
      'Of atlas-cad, 13 installations are known in the range, 1 of them without a version. How many there are besides is not known, since no seats sold were imported. Who did not consent, or was not online, is not in this report.\n',
  );
  const page = await report('exposure', '--product', 'atlas-cad', '--affected', '<4.2.0', '--format', 'html');
  expect(page.out).toContain('Affected are versions &#60;4.2.0. Of atlas-cad, 13 installations are known');
});

test.for<[string[], number, RegExp]>([
  [['consent-rate', '--organization', 'acme'], 2, /^The report consent-rate can't take --organization\.$/m],
  [['license-usage', '--country', 'DE', '--edition', 'pro'], 2, /can't take --edition and --country\.$/m],
  [['geography', '--affected', '<4'], 2, /can't take --affected\.$/m],
  [['geography', '--by', 'build'], 2, /can't take --by\.$/m],
  [['version-distribution', '--country', 'Germany'], 1, /^"Germany" is no country: /m],
  [['exposure'], 2, /^Say which versions are affected: /m],
  [['exposure', '--affected', '>=5 <4'], 1, /^No version is in ">=5 <4"\. Ranges read /m],
  [['exposure', '--affected', '<4', '--advisory', 'x.json'], 2, /cannot be used with/],
  [
    ['exposure', '--product', 'atlas-cad', '--advisory', 'none.json'],
    1,
    /^none\.json can't be read \(ENOENT\)\.$/m,
  ],
  [['geography', '--organization', 'globex', '--product', 'atlas-cad', '--country', 'DE'], 0, /^$/],
  [
    ['geography', '--organization', 'initech', '--product', 'atlas-cad'],
    0,
    /^No rows: nobody was seen there, or too few\./m,
  ],
])('%s ends in a sentence', async ([args, exit, sentence]) => {
  const { code, err } = await report(...args);
  expect([code, err.replaceAll(/^running: .*\n/gm, '')]).toEqual([exit, expect.stringMatching(sentence)]);
});
