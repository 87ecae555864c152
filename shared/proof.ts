import type { Purpose } from './catalog/field.ts';
import type { Decision } from './consent.ts';
import type { Settings } from './settings.ts';

/**
 * What a proof is signed over, as JSON-LD: the fields of ISO/IEC TS 27560 in the terms of the Data Privacy Vocabulary, by
 * the guide of its W3C community group (https://w3id.org/dpv/guides/consent-27560). docs/privacy.md says what of it is
 * left to the notice, which each record names by its digest.
 */
export type ProofRecord = {
  '@context': object;
  '@type': string;
  'dct:identifier': string;
  [term: string]: unknown;
};

const context = {
  dct: 'http://purl.org/dc/terms/',
  dpv: 'https://w3id.org/dpv#',
  'dpv-27560': 'https://w3id.org/dpv/schema/dpv-27560#',
  'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
  assent: 'urn:assent:',
} as const;
const conformsTo = 'urn:assent:consent-record:1';

/** Who answers for the data. */
type Vendor = Settings['vendor'];
/** Times in milliseconds since 1970. */
type Recorded = { receipt_id: string; decided_at: number; recorded_at: number; on_request?: true };

/** A decision of an installation, as it was recorded. `notice_sha256`: of the notice's text as it was served then. */
export type ProvenDecision = Recorded & {
  product: string;
  installation_id: string;
  organization_id?: string;
  decision: Decision;
  purposes: readonly Purpose[];
  notice_version: number;
  notice_language?: string;
  notice_sha256?: string;
  decided_by?: 'user' | 'administrator';
};
/** What an organization allows, as it was recorded. */
export type ProvenPolicy = Recorded & { organization_id: string; allowed_purposes: readonly Purpose[] };
/** Which of how many decisions it is, from 1, by the time they were recorded: in an export. */
export type Numbered = { number: number; total: number };

const states = {
  granted: 'dpv:ConsentGiven',
  refused: 'dpv:ConsentRefused',
  withdrawn: 'dpv:ConsentWithdrawn',
} as const;
const deciders = { user: 'dpv:DataSubject', administrator: 'assent:Administrator' } as const;

const at = (time: number) => new Date(time).toISOString();
const purposesOf = (purposes: readonly Purpose[]) => purposes.map((purpose) => `assent:${purpose}`);
const controller = ({ name, contact }: Vendor) => ({
  '@type': 'dpv:DataController',
  'dpv:hasName': name,
  'dpv:hasContact': contact,
});
const head = (type: string, id: string) => ({
  '@context': context,
  '@id': `urn:uuid:${id}`,
  '@type': type,
  'dct:conformsTo': conformsTo,
  'dct:identifier': id,
});
const place = (numbered: Numbered | undefined) =>
  numbered && { 'assent:number': numbered.number, 'assent:total': numbered.total };
const method = (on_request: true | undefined) => (on_request ? 'assent:WrittenRequest' : 'assent:Product');

/** The record of a decision of an installation. */
export const consentRecord = (vendor: Vendor, decided: ProvenDecision, numbered?: Numbered): ProofRecord => ({
  ...head('dpv:ConsentRecord', decided.receipt_id),
  ...place(numbered),
  'dct:created': at(decided.recorded_at),
  'dpv:hasDataSubject': { '@type': 'dpv:DataSubject', 'dct:identifier': decided.installation_id },
  'dpv:hasDataController': controller(vendor),
  'dpv:hasService': { '@type': 'dpv:Service', 'dct:identifier': decided.product },
  ...(decided.organization_id && { 'assent:organization': decided.organization_id }),
  'dpv:hasPurpose': purposesOf(decided.purposes),
  'dpv:hasNotice': {
    '@type': 'dpv:ConsentNotice',
    'dct:hasVersion': String(decided.notice_version),
    ...(decided.notice_language && { 'dct:language': decided.notice_language }),
    ...(decided.notice_sha256 && { 'assent:sha256': decided.notice_sha256 }),
  },
  'dpv:hasConsentStatus': {
    '@type': states[decided.decision],
    ...(decided.decided_by && { 'dpv:isIndicatedBy': deciders[decided.decided_by] }),
    'dpv:hasIndicationMethod': method(decided.on_request),
    'dpv:isIndicatedAtTime': at(decided.decided_at),
  },
});

/** The record of what an organization allows. */
export const policyRecord = (vendor: Vendor, decided: ProvenPolicy, numbered?: Numbered): ProofRecord => ({
  ...head('dpv:Policy', decided.receipt_id),
  ...place(numbered),
  'dct:created': at(decided.recorded_at),
  'dct:creator': { '@type': 'dpv:Organisation', 'dct:identifier': decided.organization_id },
  'dpv:hasDataController': controller(vendor),
  'dpv:hasPurpose': purposesOf(decided.allowed_purposes),
  'dpv:hasIndicationMethod': method(decided.on_request),
  'dpv:isIndicatedAtTime': at(decided.decided_at),
});

/** The record of a completed erasure, which names nobody. */
export const erasureRecord = (
  vendor: Vendor,
  erasure_id: string,
  { requested_at, completed_at }: { requested_at: number; completed_at?: number },
): ProofRecord => ({
  ...head('dpv:RightExerciseRecord', erasure_id),
  'dct:created': at(requested_at),
  ...(completed_at && { 'dct:modified': at(completed_at) }),
  'dpv:hasDataController': controller(vendor),
  'dpv:hasRight': 'eu-gdpr:A17',
  'dpv:hasStatus': 'dpv:RequestFulfilled',
});

/** What a record says, by the names that the API has for it. */
export type Facts = Partial<{
  [Name in keyof ProvenDecision | keyof ProvenPolicy | keyof Numbered]: Name extends
    | 'decided_at'
    | 'recorded_at'
    ? string
    : (ProvenDecision & ProvenPolicy & Numbered)[Name];
}> & { erasure_id?: string; status?: 'completed'; completed_at?: string };

// biome-ignore lint/suspicious/noExplicitAny: a record of a later format may have any shape
type Read = Record<string, any>;
const keyOf = (words: Readonly<Record<string, string>>, term: string) =>
  Object.keys(words).find((name) => words[name] === term) as never;

/** Reads a record back. */
export function factsOf(record: Read): Facts {
  const id = record['dct:identifier'];
  if (record['@type'] === 'dpv:RightExerciseRecord')
    return { erasure_id: id, status: 'completed', completed_at: record['dct:modified'] };
  const status: Read = record['dpv:hasConsentStatus'] ?? record;
  const notice: Read = record['dpv:hasNotice'] ?? {};
  const purposes = record['dpv:hasPurpose']?.map((term: string) => term.replace('assent:', ''));
  const isPolicy = record['@type'] === 'dpv:Policy';
  const facts: Facts = {
    receipt_id: id,
    number: record['assent:number'],
    total: record['assent:total'],
    product: record['dpv:hasService']?.['dct:identifier'],
    installation_id: record['dpv:hasDataSubject']?.['dct:identifier'],
    organization_id: isPolicy ? record['dct:creator']?.['dct:identifier'] : record['assent:organization'],
    decision: keyOf(states, status['@type']),
    [isPolicy ? 'allowed_purposes' : 'purposes']: purposes,
    notice_version: notice['dct:hasVersion'] && Number(notice['dct:hasVersion']),
    notice_language: notice['dct:language'],
    notice_sha256: notice['assent:sha256'],
    decided_by: keyOf(deciders, status['dpv:isIndicatedBy']),
    decided_at: status['dpv:isIndicatedAtTime'],
    recorded_at: record['dct:created'],
    on_request: status['dpv:hasIndicationMethod'] === method(true) ? true : undefined,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}
