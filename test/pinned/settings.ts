import type { Settings } from '../../shared/settings.ts';

/** What the tests rest on, in place of shared/settings.ts: its defaults. See tests.ts. */
export const settings: Settings = {
  name: 'assent',
  vendor: { name: 'Example Vendor', contact: 'privacy@example.com' },
  domain: undefined,
  corsOrigins: [],
  throttle: { rate: 20, burst: 1000 },
  next: undefined,
  countryTable: undefined,
  retentionMonths: 25,
  landingDays: 7,
  logDays: 30,
  refreshHours: 1,
  dailyHour: 2,
  refreshBytes: 2 * 1024 ** 3,
  exportHours: 6,
  scanCutoffBytes: 100 * 1024 ** 3,
  alarmEmail: undefined,
  monthlyBudget: undefined,
  tryOut: false,
};
