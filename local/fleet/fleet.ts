import { type Call, callsOf } from './calls.ts';
import { installationOf } from './installation.ts';
import type { Terms } from './licenses.ts';
import { turnsOf } from './seats.ts';
import { products } from './vendor.ts';

export type { Call } from './calls.ts';

/** A sample fleet: what 2,000 installations of two products would send over 90 days. The same for the same start. */

/**
 * All installations' calls, installation by installation; a `share` below 1 makes fewer installations. `start` is
 * the UTC day after the last day of events, as 2026-11-22.
 */
export function* fleet(start: string, share = 1): Generator<Call[]> {
  const end = Date.parse(`${start}T00:00:00Z`);
  for (const product of products) {
    const installations = Array.from({ length: Math.ceil(product.installations * share) }, (_, i) =>
      installationOf(product, i, end),
    );
    const floating = installations.filter(
      ({ terms }) => terms?.license_type === 'floating' && !terms.isUnmeasured,
    );
    const turns = new Map(
      [...Map.groupBy(floating, ({ license }) => license.key).values()].flatMap((clients) => [
        ...turnsOf(clients[0]?.terms as Terms, clients),
      ]),
    );
    for (const installation of installations) yield callsOf(product, installation, turns, end);
  }
}
