import { day } from './time.ts';

const KiB = 1024;

/** The contract's limits. Sizes in bytes, lengths in characters, times in milliseconds. */
export const limits = {
  wireBytes: 768 * KiB,
  inflatedBytes: 8 * 1024 * KiB,
  /**
   * What a body may hold: what commas and brackets outside of texts count. The largest batch has some 40,000; this many
   * take a parser 30 MB; a body of fewer bytes need not be counted.
   */
  values: 400_000,
  events: 500,
  eventBytes: 32 * KiB,
  properties: 64,
  nameLength: 64,
  stringLength: 1024,
  /** A Firehose record before base64. */
  recordBytes: 1000 * KiB,
  oldestEvent: 400 * day,
  newestEvent: day,
  /** A clock that is further off than this is corrected. */
  clockSkew: 600_000,
  /** How long a write key is believed without another look: the time a revocation may take. */
  keyAge: 10_000,
  /** How long a function goes on signing with the key it read. */
  proofKeyAge: 300_000,
  /** How long an erasure may take. */
  erasureTime: 14 * day,
  /** How long is kept that an installation which never decided was erased, from its erasure's end on. */
  undecidedTime: 40 * day,
  /** How long what was asked for by an export is kept, and how many rows a page of it holds. */
  exportTime: day,
  exportPage: 500,
  /** What the rows of a page may weigh as JSON, and how many decisions it holds: together below 3 MB. */
  exportPageBytes: 2.5 * 1024 * KiB,
  exportPageDecisions: 200,
  /** How far back the store can be restored: what an erasure deletes lives on in backups for so long. */
  backupDays: 7,
  /** What `retry-after` says with a 503. */
  retryAfterSeconds: 60,
} as const;
