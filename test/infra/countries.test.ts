import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CountryResponse, Reader } from 'mmdb-lib';
import { expect, test } from 'vitest';
import { bundle } from '../../infra/bundle.ts';
import { countryIn } from '../../shared/countries.ts';
import { countryTable } from '../../shared/country-table.ts';

const folder = 'test/examples/countries';

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
