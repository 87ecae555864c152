/** What a vendor may set. settings.check.ts says what each may be, and `cdk synth` stops on the first look at a mistake. */
export type Settings = {
  name: string;
  vendor: { name: string; contact: string };
  domain?: { name: string; certificateArn: string };
  corsOrigins: readonly string[];
  throttle: { rate: number; burst: number };
  next?: { after_seconds: number; drop: readonly string[] };
  countryTable?: string;
  retentionMonths: number;
  landingDays: number;
  logDays: number;
  refreshHours: number;
  exportHours: number;
  dailyHour: number;
  refreshBytes: number;
  scanCutoffBytes: number;
  alarmEmail?: string;
  monthlyBudget?: number;
  tryOut: boolean;
};

/**
 * The file to edit. None has to be changed to deploy; the vendor's name and contact stand in the notice. The stack
 * hands a function what it needs of these in its environment, so that a change of them leaves the code as it is.
 */
export const settings: Settings = {
  /** The stack's name, and the prefix of the names that must be unique in an account. */
  name: 'assent',

  /** Who answers for the data: `contact` is an e-mail address or a URL for questions of privacy. */
  vendor: { name: 'Example Vendor', contact: 'privacy@example.com' },

  /** A domain of yours for the API, `{ name, certificateArn }`; the certificate lies in the stack's region (ACM). */
  domain: undefined,

  /** Web origins that may post, for products that run in a browser: 'https://app.example.com', or '*' for any. */
  corsOrigins: [],

  /**
   * Requests a second that the gateway lets through, and how many at once above that. It bounds what strangers can have
   * you pay: docs/cost.md. Raise it with your fleet, by one a second for each 2,500 desktop installations.
   */
  throttle: { rate: 20, burst: 1000 },

  /** A throttle directive: `{ after_seconds, drop }` asks clients to send nothing for so long, and these events no more. */
  next: undefined,

  /** A table of countries by address in MMDB form, by its path from the project's folder; else the packaged one. */
  countryTable: undefined,

  /** How long `events` keeps a row, in months. */
  retentionMonths: 25,

  /** How long `landing` keeps what arrived, and logs live, in days. */
  landingDays: 7,
  logDays: 30,

  /** `events` is brought up to date every so many hours, and looked after daily in this hour (UTC). */
  refreshHours: 1,
  dailyHour: 2,

  /** Bytes of landing that one statement takes: what came in more goes by parts. 1 GB is some five million events. */
  refreshBytes: 2 * 1024 ** 3,

  /** Exports are answered every so many hours: each time costs a look at all of `events`, if any was asked for. */
  exportHours: 6,

  /** Bytes a person's query may scan before it is stopped. */
  scanCutoffBytes: 100 * 1024 ** 3,

  /** Who gets the alarms by e-mail, once they confirm it. */
  alarmEmail: undefined,

  /** USD a month that the account may cost before `alarmEmail` hears of it. */
  monthlyBudget: undefined,

  /** A stack to try out: destroying it leaves nothing behind, no data and no secret. Set it before the first deploy. */
  tryOut: false,
};
