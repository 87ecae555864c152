import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CountryResponse, Reader } from 'mmdb-lib';
import { afterEach, expect, test, vi } from 'vitest';
import { settings } from '#vendor/settings';
import { bundle } from '../../infra/bundle.ts';
import { warnings } from '../../infra/warnings.ts';
import { countryIn } from '../../shared/countries.ts';
import { countryTable } from '../../shared/country-table.ts';
import type { Settings } from '../../shared/settings.ts';

const folder = 'test/examples/countries';
afterEach(() => vi.useRealTimers());

test.for(['maxmind', 'db-ip', 'ipinfo', 'by-code'])(
  'a table in the form of %s lies beside the function, and names countries',
  (name) => {
    const file = `${folder}/${name}.mmdb`;
    const deployed = readFileSync(join(bundle('ingest', file), 'countries.mmdb'));
    expect(deployed.equals(readFileSync(file))).toBe(true);
    const table = new Reader<CountryResponse>(deployed);
    const codes = ['192.0.2.7', '8.8.8.8', '2001:db8::7', '198.51.100.7', '203.0.113.7'].map((address) =>
      countryIn(table.get(address)),
    );
    expect(codes).toEqual(['DE', 'US', 'NL', undefined, undefined]);
  },
);

test('a record that names no country, or not by two letters, names none', () => {
  for (const record of [null, {}, { country: null }, { country: {} }, { country: 'Germany' }, { country: 1 }])
    expect(countryIn(record)).toBeUndefined();
});

test.for([
  ['nowhere.mmdb', "nowhere.mmdb can't be read as one."],
  [`${folder}/make.py`, "make.py can't be read as one."],
  [`${folder}/networks.mmdb`, 'networks.mmdb (GeoLite2-ASN) names none.'],
] as const)('%s is refused in a sentence', ([file, sentence]) => {
  expect(() => countryTable(file)).toThrow(sentence);
});

const named = (change: Partial<Settings>) => warnings({ ...settings, ...change }).map(([name]) => name);

test('a table older than a year is warned of, by the time it was built', () => {
  const { built } = countryTable(undefined);
  vi.setSystemTime(built.getTime() + 364 * 86_400_000);
  expect(named({})).not.toContain('country-table');
  vi.setSystemTime(built.getTime() + 366 * 86_400_000);
  expect(named({})).toContain('country-table');
  expect(named({ countryTable: `${folder}/db-ip.mmdb` })).not.toContain('country-table');
  const [, sentence] =
    warnings({ ...settings, countryTable: `${folder}/maxmind.mmdb` }).find(
      ([name]) => name === 'country-table',
    ) ?? [];
  expect(sentence).toBe(
    'The table of countries (GeoLite2-Country) is of 2024-01-30, older than a year: docs/operations.md, "Countries", says how to renew it.',
  );
});

test('without an address for alarms, a budget or a name of the vendor, a sentence says what is missed', () => {
  expect(named({})).toEqual(expect.arrayContaining(['vendor', 'alarm-email', 'monthly-budget']));
  vi.setSystemTime(countryTable(undefined).built);
  const vendor = { name: 'Contoso', contact: 'privacy@contoso.example' };
  expect(named({ vendor, alarmEmail: 'operations@contoso.example', monthlyBudget: 50 })).toEqual([]);
  for (const [, sentence] of warnings(settings)) expect(sentence).toMatch(/^[A-Zs][^\n]+: [^\n]+\.$/);
});
