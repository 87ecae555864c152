import type { Purpose } from '../../shared/catalog/field.ts';
import { day } from '../../shared/time.ts';
import { Chance } from './chance.ts';
import type { License } from './events.ts';
import { days, type Use, usesOf } from './habits.ts';
import { type Terms, termsOf } from './licenses.ts';
import { leaked, licenseKey, organizations, type Product } from './vendor.ts';

/** An installation, with the terms of the license that its organization bought, and the one it runs on. */
export type Installation = {
  chance: Chance;
  organization_id: string | undefined;
  terms: Terms | undefined;
  license: License;
  /** What whoever uses it grants, if anything. */
  granted: Purpose[];
  uses: Use[];
};

/** What people grant: some who they are, and most not. */
const purposes: Purpose[][] = [
  ['usage', 'persons', 'environment', 'licensing', 'diagnostics'],
  ['usage', 'persons', 'environment', 'licensing', 'diagnostics'],
  ['usage', 'environment', 'licensing'],
  ['usage', 'environment'],
  ['usage'],
];

/** Where a license is fought over, all let it be counted; and let their names count where it is by name. */
function grantedUnder(terms: Terms | undefined): Purpose[][] {
  if (!terms?.isBusy) return purposes;
  return terms.license_type === 'named_user' ? purposes.slice(0, 2) : purposes.slice(0, 3);
}

/** `end`: the end of its last day, in milliseconds since 1970. */
export function installationOf(product: Product, index: number, end: number): Installation {
  const chance = new Chance('fleet', product.name, index);
  const organization_id =
    chance.fraction('private') < 0.15 ? undefined : chance.pick('organization', organizations);
  const bought = organization_id ? termsOf(product.name, organization_id) : undefined;
  const terms = bought?.isUsed ? bought : undefined;
  const granted = chance.pick('purposes', grantedUnder(terms));
  const uses = usesOf(product, chance, end - days * day, terms);
  return {
    chance,
    organization_id,
    terms,
    license: licenseOf(product, chance, organization_id, terms, end),
    granted,
    uses,
  };
}

/** An organization's installations run on its license, where it uses it; the others on an evaluation or a leaked key. */
function licenseOf(
  { name }: Product,
  chance: Chance,
  organization: string | undefined,
  terms: Terms | undefined,
  end: number,
): License {
  if (organization && terms) {
    const { license_type: type, to } = terms;
    return { key: licenseKey(name, organization), type, until: end + (to + 1) * day };
  }
  const until = Number.POSITIVE_INFINITY;
  return chance.fraction('leaked') < 0.1
    ? { key: licenseKey(name, leaked), type: 'node_locked', until }
    : { key: licenseKey(name, 'evaluation'), type: 'evaluation', until };
}
