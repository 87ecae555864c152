import { Chance } from './chance.ts';

/** What a customer bought of a product, and how its people use it. */

export type Terms = {
  license_type: string;
  /** Null is unlimited. */
  seats: number | null;
  /** The first and the last day, counted from the start of the fleet, whose events lie in the 90 days before it. */
  from: number;
  to: number;
  /** The day of the range on which it was introduced: some have had it all along. */
  introduced: number;
  isUsed: boolean;
  /** People who work with it most days, and nearly all of them in one week. */
  isBusy?: true;
  /** A floating license whose seats nobody guards: who asks gets one. */
  isUnguarded?: true;
  /** A floating license of which a product says only that it is there, not who has its seats. */
  isUnmeasured?: true;
  /** Some machines were replaced by new ones. */
  hasReplaced?: true;
};

/** What is there to be seen in the reports: whatever is not said here is left to chance. */
const told: Record<string, Partial<Terms>> = {
  // Ten seats for four times as many people, who take turns.
  'atlas-cad/acme': { license_type: 'floating', seats: 10, isBusy: true },
  'atlas-cad/aurora-foods': { license_type: 'floating', seats: 26, isBusy: true, isUnguarded: true },
  'atlas-cad/baltic-steel': { license_type: 'named_user', seats: 40, isBusy: true },
  'atlas-cad/brightwater': { license_type: 'node_locked', seats: 12, hasReplaced: true },
  'atlas-cad/cedar-health': { license_type: 'subscription', seats: null },
  'atlas-cad/contoso': { license_type: 'named_user', to: -20 },
  'atlas-cad/delta-rail': { license_type: 'subscription', from: 30, isUsed: false },
  'atlas-cad/evergreen-energy': { isUsed: false },
  'tide-server/fabrikam': { license_type: 'floating', seats: 6, isBusy: true },
  'tide-server/globex': { license_type: 'node_locked', seats: 14, hasReplaced: true },
  'tide-server/harbor-logistics': { to: -20 },
  'tide-server/juniper-labs': { license_type: 'floating', isUnmeasured: true },
  'tide-server/initech': { isUsed: false },
};

const types = ['named_user', 'node_locked', 'floating', 'subscription'];

export function termsOf(product: string, organization: string): Terms {
  const chance = new Chance('entitlement', product, organization);
  return {
    license_type: chance.pick('type', types),
    seats: chance.whole('seats', 20, 45),
    from: -400,
    to: 365,
    introduced: chance.fraction('customer') < 0.5 ? 0 : chance.whole('bought', 1, 80),
    isUsed: true,
    ...told[`${product}/${organization}`],
    ...(told[`${product}/${organization}`]?.isBusy && { introduced: 0 }),
  };
}
