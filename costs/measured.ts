/**
 * What the bench measured of `ingest`, and what only a deployment can tell, as an assumption. The calculation of costs
 * uses nothing else. Bytes and CPU time are those of a batch's fixed part and of each event of about 600 bytes.
 */
export const measured = {
  /** Milliseconds of CPU of one core: `npm run bench -- ingest`, the middle of batches 1 to 500. */
  cpu: { request: 2, event: 0.023 },
  /** A packed record: 629 bytes at 1 event, 5,846 at 50, 44,902 at 500. */
  record: { request: 1200, event: 93 },
} as const;

export const assumed = {
  /** Milliseconds that a request waits for DynamoDB and for Firehose. */
  waiting: 20,
  /** Memory in MB of `ingest` (infra/function.ts), and where a function has one whole core. */
  memory: 512,
  memoryOfACore: 1769,
  /** Strongly consistent reads of items up to 4 KB: the installation and its organization. */
  reads: 2,
  /** Bytes a request in the gateway's access log, with 26 a line of overhead. `ingest` writes one a minute. */
  logBytes: 270,
  /** How often a landing row is read: by three hourly statements, by two daily ones for seven days, by two for erasures. */
  landingReads: 3 + 2 * 7 + 2,
  /** How often an event's key is read to leave out copies: hourly while its day is recent, then daily for a month. */
  keyReads: 24 * 3 + 30,
  /** Bytes of that key (product, installation, event) in a column file, compressed; and of a whole event. */
  keyBytes: 24,
  eventBytes: 100,
  /** How often a whole event is read to be rewritten: with its day's hourly files, and with what came late. */
  rewrites: 2,
  /** Statements a month: hourly one, daily twenty with housekeeping. */
  statements: 30 * (24 + 20),
  /** Objects a month that Firehose writes, every five minutes at least. */
  objects: 30 * 24 * 12,
  landingDays: 7,
  secrets: 2,
  alarms: 9,
  /** Metrics that the functions write themselves. */
  metrics: 3,
} as const;
