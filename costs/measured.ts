/**
 * What was measured, and what only a deployment can tell, as an assumption. The calculation of costs uses nothing else.
 * Sizes in bytes. An event is one of about 600 bytes of JSON.
 */
export const measured = {
  /** Milliseconds of CPU of one core: `npm run bench -- ingest`, the middle of batches 1 to 500. */
  cpu: { request: 2, event: 0.023 },
  /** A packed record: 629 bytes at 1 event, 5,846 at 50, 44,902 at 500. */
  record: { request: 1200, event: 93 },
  /**
   * What tells copies apart, in a column file (`npm run bench -- lake`): an event's ID is random, and an installation's
   * is written once where its events lie together: 20.5 bytes an event alone, 5.4 at 5 a batch, 1.4 at 20, 0.5 at 50.
   */
  key: { event: 20.6, installation: 27, most: 20.5 },
  /** A whole event in a column file: 31 in that bench, whose texts repeat, and room for texts that do not. */
  event: 55,
} as const;

export const assumed = {
  /** Days of a month on which a desktop product is used. */
  workingDays: 22,
  /** Milliseconds that a request waits for DynamoDB and for Firehose. */
  waiting: 20,
  /** Memory in MB of `ingest` and of `lake` (infra/functions.ts), and where a function has one whole core. */
  memory: 512,
  lakeMemory: 256,
  memoryOfACore: 1769,
  /** Strongly consistent reads of items up to 4 KB: the installation and its organization. */
  reads: 2,
  /** Of a request in the gateway's access log, with 26 a line of overhead; `ingest` writes a line a minute. */
  logBytes: 270,
  /** Of the three lines that Lambda writes about a call of another function. */
  callLogBytes: 450,
  /** Of a reply to a batch or a decision, with its headers. */
  replyBytes: 600,
  /** Decisions a month of an installation: its first, a new version of the notice, a change of mind. */
  decisions: 0.2,
  /** What a decision reads and writes in DynamoDB: the proof, then the record, each below 1 KB. */
  decisionReads: 4,
  decisionWrites: 2,
  /** What is kept of an installation in DynamoDB: its record and its decisions. */
  installationBytes: 2000,
  /** How often a landing row is read: by an hourly statement, some minutes of each hour twice, and by three daily ones. */
  landingReads: 7 / 6 + 3 * (25 / 24),
  /** The hours for which an event's key is read hourly, while its day is today or yesterday: half a day, and one. */
  keyHours: 12 + 24,
  /** Daily refreshes that read its key since rows of its own day have just landed. */
  keyDays: 2,
  /** One event in a thousand comes later than that, on any of the next thirty days: then all keys of its day are read. */
  late: 1 / 1000,
  lateDays: 30,
  /** How often a whole event is read: to be rewritten twice with its day's hourly files, for the tables that follow
   * from it by two hourly statements, a daily one and a quarter as often again for licenses, and to be checked. */
  eventReads: 2 + 3 * 1.25 + 1,
  /** Late events have a day rewritten each fifth night, where its files are smaller than Athena leaves alone. */
  lateRewrites: 30 / 5,
  wholeFile: 384 * 1024 ** 2,
  /** A row of `installation_days`: one a request until the nightly run makes them one a day. */
  dayBytes: 100,
  /** How often such a row is read: to be counted, and twice to be made one with its day's others. */
  dayReads: 3,
  /** One event in twenty is of a license, and is in `license_events` too. */
  licenseShare: 0.05,
  /** Statements a day: three hourly; daily 44 with housekeeping, and three of the canary. */
  statements: 24 * 3 + 44 + 3,
  /** What each takes beside the bytes it scans: calls to S3 for metadata and results, writes to the lease, seconds. */
  statementGets: 30,
  statementPuts: 6,
  statementWrites: 8,
  statementSeconds: 5,
  /** Of columns that are read, a GET each. */
  getBytes: 1024 ** 2,
  /** Objects a month that Firehose writes, every five minutes at least. */
  objects: 30 * 24 * 12,
  landingDays: 7,
  secrets: 2,
  dashboards: 1,
  alarms: 10,
  /** Metrics that the functions write themselves. */
  metrics: 4,
} as const;
