/** Names in the lake that more than one room needs. Prefixes are of the one bucket. */
export const database = 'usage';
export const landingPrefix = 'landing/';
export const tablesPrefix = 'tables/';
export const errorsPrefix = 'errors/';
export const resultsPrefix = 'results/';
export const importsPrefix = 'imports/';

/** The partition of `landing`, in Firehose's and in Glue's notation: the hour of arrival, UTC. */
export const hourFormat = 'yyyy-MM-dd-HH';

/** The rows `refresh` takes: of the last days, hourly, or whatever still waits in landing, daily. */
export type RefreshRequest = { rows: 'recent' | 'late' };
export type RefreshAnswer = { status: 'refreshed' | 'busy' };
