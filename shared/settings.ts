/** What a vendor may set, with the defaults: none has to be changed to deploy. */
export const settings = {
  /** The stack's name, and the prefix of the names that must be unique in an account. */
  name: 'assent',
  /** Web origins that may post, for products that run in a browser. */
  corsOrigins: [] as string[],
  /** Requests a second that the gateway lets through, and how many at once above that. */
  throttle: { rate: 1000, burst: 2000 },
  /** How long `landing` keeps what arrived, and how long function logs live, in days. */
  landingDays: 7,
  logDays: 30,
  /** Bytes a person's query may scan before it is stopped. */
  scanCutoffBytes: 100 * 1024 ** 3,
};
