import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { type CountryResponse, Reader } from 'mmdb-lib';
import { countryIn } from './countries.ts';
import { Refused } from './refused.ts';

/** A table of countries by address: its file, what it calls itself, when it was built, and whether it is the vendor's. */
export type CountryTable = { file: string; kind: string; built: Date; own: boolean };

const packaged = '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb';

/** Addresses all over, of which any table of countries knows some. */
const probes = Array.from({ length: 223 }, (_, first) => `${first + 1}.0.2.1`);

/** The table that the setting names, a path from the project's folder; the packaged one without. Throws `Refused`. */
export function countryTable(setting: string | undefined): CountryTable {
  const file = setting
    ? resolve(import.meta.dirname, '..', setting)
    : createRequire(import.meta.url).resolve(packaged);
  const table = opened(file);
  if (!table) refuse(`countryTable must be a file in MMDB form: ${setting} can't be read as one.`);
  if (!probes.some((address) => countryIn(table.get(address))))
    refuse(`countryTable must know countries: ${setting} (${table.metadata.databaseType}) names none.`);
  const { databaseType: kind, buildEpoch: built } = table.metadata;
  return { file, kind, built, own: setting !== undefined };
}

function opened(file: string): Reader<CountryResponse> | undefined {
  try {
    return new Reader<CountryResponse>(readFileSync(file));
  } catch {
    return undefined;
  }
}

function refuse(sentence: string): never {
  throw new Refused('The settings (shared/settings.ts)', [sentence]);
}
