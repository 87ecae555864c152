import type { erasureStatuses } from '../../shared/api/rights.ts';
import type { Purpose } from '../../shared/catalog/field.ts';
import type { Consent } from '../../shared/consent.ts';
import type { Statement } from './athena.ts';
import { digest, uuidOf } from './digest.ts';
import type { ProofKey } from './proof-key.ts';
import type { Key } from './store.ts';

/** Everything that is kept in the table, each with its key. Times in milliseconds since 1970. */

/**
 * An installation: its consent in force, the digest of the secret it pinned, and its users who are taken no more, by
 * the digest of their IDs. Of one that was erased its erasure, `erased_at` and the digest of its secret are left; where
 * it had never decided anything, until some time after the erasure's end.
 */
export type Installation = Partial<Consent & Pick<Expiring, 'ttl'>> & {
  secret_digest?: string;
  version: number;
  erased_at?: number;
  users?: Readonly<Record<string, UserRefusal>>;
  erasure?: Erasure;
};
/** Why a user of an installation is taken no more. */
export type UserRefusal = 'withdrawn' | 'erased';

/** An erasure: no ID of whom it concerns. */
export type Erasure = {
  product: string;
  status: (typeof erasureStatuses)[number];
  requested_at: number;
  due_at: number;
  completed_at?: number;
  /** Which note names the files that may hold its rows still, and when that was made. */
  note?: string;
  noted_at?: number;
  /** The installation never decided anything. */
  undecided?: true;
};

/** An installation, or one of its users. */
export type Of = { installation_id: string; user_id?: string };
/** The erasure's ID: its item is found by it, that of the installation, or one for the user alone. */
export const erasureId = (product: string, { installation_id, user_id = '' }: Of): string =>
  uuidOf('erasure', product, installation_id, user_id);
export const erasureKey = (erasure_id: string): Key<Installation> => ({
  pk: `installation#${erasure_id}`,
  sk: 'consent',
});
/** Found by a digest of its ID, so that what an erasure leaves behind names nobody. */
export const installationKey = (product: string, installation_id: string): Key<Installation> =>
  erasureKey(erasureId(product, { installation_id }));

/** What an organization lets its installations grant, and the digest of its administrator's token: either comes first. */
export type Organization = Partial<Policy> & { token_digest?: string };
export type Policy = {
  receipt_id: string;
  allowed_purposes: readonly Purpose[];
  decided_at: number;
  recorded_at: number;
};
const organizations = 'organization#';
export const organizationKey = (organization_id: string): Key<Organization> => ({
  pk: organizations + organization_id,
  sk: 'consent',
});
/** The organization that a key's `pk` names, if it is one's. */
export const organizationIn = (pk: string): string | undefined =>
  pk.startsWith(organizations) ? pk.slice(organizations.length) : undefined;

/** An organization's statement, as JSON, gzipped; null once there is to be none. */
export type KeptStatement = { gzipped: Uint8Array | null };
export const statementKey = (organization_id: string): Key<KeptStatement> => ({
  pk: organizations + organization_id,
  sk: 'statement',
});

/** A decision as it was recorded, of an installation or of an organization: what proves it, and never changes. */
export type Decided<Decision = object> = Decision & {
  receipt_id: string;
  decided_at: number;
  recorded_at: number;
  /** On somebody's request to the vendor, not through the product. */
  on_request?: true;
  /** Of the text of the notice that the decision names, as it was served then. */
  notice_sha256?: string;
};
const decisions = 'decision#';
/** The decision beside the item of who decided. */
export const decisionKey = <Decision>({ pk }: Key, receipt_id: string): Key<Decided<Decision>> => ({
  pk,
  sk: decisions + receipt_id,
});
/** Of all decisions under a key. */
export const decisionsKey = (pk: string): Key<Decided> => ({ pk, sk: decisions });

/** A product's write keys, by their digest. */
export type Product = {
  keys: Readonly<Record<string, { test: boolean; added_at: string }>>;
  added_at?: string;
  version?: number;
};
export const productKey = (product: string): Key<Product> => ({ pk: `product#${product}`, sk: 'write_keys' });
/** All products, each under its name, so that they can be listed. */
export const productListKey = (product = ''): Key<{ added_at: string }> => ({ pk: 'products', sk: product });
/** All organizations that were given a token, likewise. */
export const organizationListKey = (organization_id = ''): Key<{ added_at: string }> => ({
  pk: 'organizations',
  sk: organization_id,
});

/** The public keys of proofs since the first rotation, so that what they signed can be verified. */
export type ProofKeys = { keys: readonly ProofKey[]; version: number };
export const proofKeysKey: Key<ProofKeys> = { pk: 'proofs', sk: 'keys' };

/**
 * An export. `history`: whose decisions belong to it, by the keys of their items; `pages`: how many of them there are,
 * once it is done. One that was asked for in writing has no product, and is nobody's to call for.
 */
export type Export = {
  product?: string;
  secret_digest?: string;
  history: readonly string[];
  pages?: number;
} & Expiring;
export const exportKey = (export_id: string): Key<Export> => ({ pk: `export#${export_id}`, sk: 'export' });

/** Where the open export of an installation, or of one of its users, is found: another user's is another. */
export type OpenExport = { export_id: string } & Expiring;
export const openExportKey = (product: string, { installation_id, user_id }: Of): Key<OpenExport> => ({
  pk: installationKey(product, installation_id).pk,
  sk: user_id ? `export#${digest(user_id)}` : 'export',
});

/** When an item is of no more use, and as DynamoDB takes it to delete the item some time after, in seconds. */
type Expiring = { expires_at: number; ttl: number };
export const expiring = (expires_at: number): Expiring => ({ expires_at, ttl: Math.ceil(expires_at / 1000) });

/** Who writes the tables, under which statement, and what is kept between runs. */
export type LeaseItem = {
  holder: string;
  expires_at: number;
  statement?: Statement | null;
  progress?: Progress;
};
/** Bytes by the hour of landing. */
export type Landed = Readonly<Record<string, number>>;
/** When the last refreshes began, the schema they left, and the canaries. */
export type Progress = {
  refreshed_at?: number;
  /** What had landed when the last refresh began: all of it was taken. */
  landed?: Landed;
  late_at?: number;
  /** The same of the last that took all event days. */
  late_landed?: Landed;
  schema?: string;
  /** Of what `events` held before there were tables that follow from it, these have been made. */
  rebuilt?: true;
  canaries?: readonly Canary[];
};
/** An installation of our own, seeded to be erased. `secret` speaks for it and for nobody else. */
export type Canary = { installation_id: string; secret: string; seeded_at: number; erasure_id?: string };
export const leaseKey: Key<LeaseItem> = { pk: 'lease', sk: 'tables' };
