import { day, dayOf } from '../../shared/time.ts';
import { Chance } from './chance.ts';

/** The vendor of the sample fleet: its products, its customers, and the licenses it sold them. */

/** A version, the day of the range it came out (negative: long before), and the share that takes it up. */
export type Release = { version: string; day: number; takeUp: number };
export type Product = {
  name: string;
  installations: number;
  editions: string[];
  features: string[];
  releases: Release[];
};

export const products: Product[] = [
  {
    name: 'atlas-cad',
    installations: 1300,
    editions: ['community', 'professional', 'enterprise'],
    features: ['export_pdf', 'render', 'simulate', 'measure', 'import_step', 'share'],
    releases: [
      { version: '3.9.4', day: -200, takeUp: 1 },
      { version: '4.0.0', day: -30, takeUp: 0.4 },
      { version: '4.1.0', day: 20, takeUp: 0.3 },
      { version: '4.2.0-rc.1', day: 40, takeUp: 0.04 },
      { version: '4.2.0', day: 50, takeUp: 0.35 },
      { version: '4.10.0', day: 72, takeUp: 0.2 },
    ],
  },
  {
    name: 'tide-server',
    installations: 700,
    editions: ['standard', 'cluster'],
    features: ['query', 'backup', 'restore', 'replicate', 'alert'],
    releases: [
      { version: '2025.3', day: -200, takeUp: 1 },
      { version: '2026.1', day: -30, takeUp: 0.35 },
      { version: '2026.2', day: 45, takeUp: 0.35 },
    ],
  },
];

/** 25 customers; the last one's administrator has opted out of everything. */
export const organizations = [
  'acme',
  'aurora-foods',
  'baltic-steel',
  'brightwater',
  'cedar-health',
  'contoso',
  'delta-rail',
  'evergreen-energy',
  'fabrikam',
  'globex',
  'harbor-logistics',
  'initech',
  'juniper-labs',
  'kestrel-aero',
  'lakeside-bank',
  'meridian',
  'northwind',
  'orchid-pharma',
  'pinecrest',
  'quartz-mining',
  'riverbend',
  'solstice',
  'tailspin',
  'umbra-optics',
  'wide-world',
];
export const optedOut = organizations.at(-1) as string;

/** A license as sold. `valid_to` is its last day. */
export type Entitlement = {
  license_key: string;
  organization_id: string;
  license_type: string;
  seats_purchased: number;
  valid_from: string;
  valid_to: string;
};

const types = ['named_user', 'node_locked', 'floating', 'subscription'];

/** What was sold of a product; `start` as for the fleet. Some was sold too scarcely, some expired, some never used. */
export function entitlements({ name }: Product, start: string): Entitlement[] {
  const after = (days: number) => dayOf(Date.parse(start) + days * day);
  return organizations.map((organization_id) => {
    const chance = new Chance('entitlement', name, organization_id);
    const expired = chance.fraction('expired') < 0.1;
    return {
      license_key: licenseKey(name, organization_id),
      organization_id,
      license_type: chance.pick('type', types),
      seats_purchased: chance.whole('seats', 10, name === 'atlas-cad' ? 90 : 45),
      valid_from: after(-400),
      valid_to: after(expired ? -20 : 365),
    };
  });
}

/** Whether a customer that bought a license also uses it. */
export const uses = (product: string, organization: string) =>
  new Chance('entitlement', product, organization).fraction('used') > 0.12;

/** The day of the range on which a customer got the product: some have had it all along. */
export const bought = (product: string, organization: string) => {
  const chance = new Chance('entitlement', product, organization);
  return chance.fraction('customer') < 0.5 ? 0 : chance.whole('bought', 1, 80);
};

/** The key of a license; one that was never sold goes round as well. */
export const licenseKey = (product: string, organization: string) =>
  new Chance('license', product, organization).uuid('key').slice(0, 23).toUpperCase();
export const leaked = 'never-sold';
