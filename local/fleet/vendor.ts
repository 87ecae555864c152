import { type Purpose, purposes } from '../../shared/catalog/field.ts';
import { day, dayOf } from '../../shared/time.ts';
import { Chance } from './chance.ts';
import { termsOf } from './licenses.ts';

/** The vendor of the sample fleet: its products, its customers, and the licenses it sold them. */

/**
 * A version, the day of the range it came out (negative: long before), the share that takes it up, and the share of its
 * sessions that fail.
 */
export type Release = { version: string; day: number; takeUp: number; crashes: number };
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
      { version: '3.9.4', day: -200, takeUp: 1, crashes: 0.012 },
      { version: '4.0.0', day: -30, takeUp: 0.4, crashes: 0.014 },
      { version: '4.1.0', day: 20, takeUp: 0.3, crashes: 0.013 },
      { version: '4.2.0-rc.1', day: 40, takeUp: 0.04, crashes: 0.04 },
      { version: '4.2.0', day: 50, takeUp: 0.35, crashes: 0.08 },
      { version: '4.10.0', day: 72, takeUp: 0.2, crashes: 0.009 },
    ],
  },
  {
    name: 'tide-server',
    installations: 700,
    editions: ['standard', 'cluster'],
    features: ['query', 'backup', 'restore', 'replicate', 'alert'],
    releases: [
      { version: '2025.3', day: -200, takeUp: 1, crashes: 0.008 },
      { version: '2026.1', day: -30, takeUp: 0.35, crashes: 0.01 },
      { version: '2026.2', day: 45, takeUp: 0.35, crashes: 0.008 },
    ],
  },
];

/** 25 customers. */
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

/** What two administrators allow: one whose works council wants nobody told apart, and one who has opted out. */
export const policies: Readonly<Record<string, readonly Purpose[]>> = {
  'umbra-optics': purposes.filter((purpose) => purpose !== 'persons'),
  'wide-world': [],
};

/** A license as sold. `valid_to` is its last day; null seats are unlimited. */
export type Entitlement = {
  license_key: string;
  organization_id: string;
  license_type: string;
  seats_purchased: number | null;
  valid_from: string;
  valid_to: string;
};

/** What was sold of a product, to each customer a license; `start` as for the fleet. */
export function entitlements({ name }: Product, start: string): Entitlement[] {
  const after = (days: number) => dayOf(Date.parse(start) + days * day);
  return organizations.map((organization_id) => {
    const { license_type, seats, from, to } = termsOf(name, organization_id);
    return {
      license_key: licenseKey(name, organization_id),
      organization_id,
      license_type,
      seats_purchased: seats,
      valid_from: after(from),
      valid_to: after(to),
    };
  });
}

/** The key of a license; one that was never sold goes round as well. */
export const licenseKey = (product: string, organization: string) =>
  new Chance('license', product, organization).uuid('key').slice(0, 23).toUpperCase();
export const leaked = 'never-sold';
