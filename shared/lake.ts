/** Names in the lake that more than one room needs. Prefixes are of the one bucket. */
export const database = 'usage';
export const landingPrefix = 'landing/';
export const tablesPrefix = 'tables/';
export const errorsPrefix = 'errors/';
export const resultsPrefix = 'results/';
export const importsPrefix = 'imports/';
/** Whose rows are asked for, as JSON that a statement joins: no statement ever holds an ID of somebody. */
export const requestsPrefix = 'requests/';
/** The rows that were asked for, for a day. */
export const exportsPrefix = 'exports/';
/** Which files must be gone before an erasure is completed. */
export const evidencePrefix = 'evidence/';

/** The tables that reports ask; what is being erased, and what was asked for, is nobody's to read. */
export const reportTables = ['events', 'installation_days', 'license_events', 'entitlements'] as const;

/** The partition of `landing`, in Firehose's and in Glue's notation: the hour of arrival, UTC. */
export const hourFormat = 'yyyy-MM-dd-HH';

/**
 * What the lake's function does, in this order: takes the rows of the last days (`recent`) or whatever waits in landing
 * (`late`), deletes what is to be erased, deletes what is too old, checks that the tables agree, rewrites and vacuums, and
 * looks for evidence of that, makes the organizations' statements, answers exports, and tries an erasure of its own.
 */
export const jobs = [
  'recent',
  'late',
  'erase',
  'retain',
  'check',
  'compact',
  'evidence',
  'statement',
  'export',
  'canary',
] as const;
export type Job = (typeof jobs)[number];
/** A half-open range of dates. */
export type Days = { from: string; to: string };
/**
 * `scheduled`: a run that finds another under way fails, so that Lambda tries it again. `rebuild`: event days of which the
 * tables that follow from `events` are made anew first.
 */
export type LakeRequest = { jobs: readonly Job[]; scheduled?: true; rebuild?: Days };
export type LakeAnswer = { status: 'done' | 'busy' };

/** The columns of `erasures`, what is being erased: with `user_id`, that user's rows of the installation only. */
export const erasureColumns = {
  erasure_id: 'string',
  product: 'string',
  installation_id: 'string',
  user_id: 'string',
  requested_at: 'timestamp',
} as const;

/** The columns of `requests`: rows for an export, or a look for the installations of a user or an organization. */
export const requestColumns = {
  request_id: 'string',
  kind: 'string',
  product: 'string',
  installation_id: 'string',
  user_id: 'string',
  organization_id: 'string',
} as const;
