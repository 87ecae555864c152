import { catalog } from '../../shared/catalog/catalog.ts';
import { covers, type EffectiveConsent } from '../../shared/consent.ts';
import { licenseIds } from '../platform/license.ts';
import type { Checked } from './check.ts';

/** The property of each event that holds its license key, and the notice version it came with. */
const keyOf = new Map(
  [...catalog].flatMap(([event_name, { properties }]) =>
    Object.entries(properties)
      .filter(([, { type }]) => type === 'license_key')
      .map(([property, { since }]) => [event_name, { property, since }] as const),
  ),
);

/**
 * The license_id of each event that names a license and whose installation granted `licensing`. Throws when it can't
 * be made: an event that names a license is never stored without.
 */
export async function identify(
  accepted: readonly Checked[],
  consent: EffectiveConsent,
): Promise<ReadonlyMap<Checked, string>> {
  const keys = new Map<Checked, string>();
  for (const event of accepted) {
    const { property, since } = keyOf.get(event.event_name) ?? {};
    const key = property && event.properties?.[property];
    if (key && covers(consent, 'licensing', since as number)) keys.set(event, key as string);
  }
  const ids = await licenseIds([...keys.values()]);
  return new Map([...keys].map(([event, key]) => [event, ids.get(key) as string]));
}
