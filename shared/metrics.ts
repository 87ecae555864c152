/** What the functions count of themselves, as CloudWatch's embedded metrics: the alarms look at the same names. */
export const metrics = {
  namespace: 'Assent',
  /** Its value is the stack's name. */
  dimension: 'Stack',
  /** 1 for each refresh that succeeded. */
  refreshed: 'Refreshed',
  /** How many erasures are not completed though they should be. */
  overdueErasures: 'OverdueErasures',
  /** In how many rows of a day the tables that follow from `events` differed from it. */
  differingRows: 'DifferingRows',
  /** How many canaries an erasure did not do away with, or never arrived to be erased. */
  canaryFailures: 'CanaryFailures',
} as const;

/** Under this name a line of the log of `ingest` holds what it counted, for the dashboard. */
export const tallyName = 'tally';

/** What AWS counts, by service and name: alarms and dashboard take them from here. */
export const ofAws = {
  serverErrors: ['AWS/ApiGateway', '5xx'],
  latency: ['AWS/ApiGateway', 'Latency'],
  bytes: ['AWS/Firehose', 'IncomingBytes'],
  freshness: ['AWS/Firehose', 'DeliveryToS3.DataFreshness'],
  throttledRecords: ['AWS/Firehose', 'ThrottledRecords'],
  lambdaErrors: ['AWS/Lambda', 'Errors'],
  lambdaThrottles: ['AWS/Lambda', 'Throttles'],
  scanned: ['AWS/Athena', 'ProcessedBytes'],
  charges: ['AWS/Billing', 'EstimatedCharges'],
  deadLetters: ['AWS/SQS', 'ApproximateNumberOfMessagesVisible'],
} as const;
