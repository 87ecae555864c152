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
