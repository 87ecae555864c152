import { readFileSync } from 'node:fs';
import { type CountryResponse, Reader } from 'mmdb-lib';
import { countryIn } from '../../shared/countries.ts';
import type { Address } from '../platform/request.ts';

/** The table of countries that lies beside the bundle; opened when first needed, since few cold starts need it. */
let table: Reader<CountryResponse> | undefined;
const open = () => new Reader<CountryResponse>(readFileSync(new URL('./countries.mmdb', import.meta.url)));

/**
 * The country of the caller, as ISO 3166-1 alpha-2, or undefined where the table knows none. Takes the address: from
 * here on it is gone. Call it only after admission, and only where `environment` was granted.
 */
export function countryOf(caller: Address): string | undefined {
  const address = caller.take().replace(/^::ffff:(?=\d+\.)/i, '');
  table ??= open();
  try {
    return countryIn(table.get(address));
  } catch {
    // No address at all, such as a test's event without one.
    return undefined;
  }
}
