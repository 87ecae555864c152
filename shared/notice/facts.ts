import { limits } from '../limits.ts';
import type { Settings } from '../settings.ts';
import { day } from '../time.ts';

/** What the notice says of one stack: who answers for the data, where they lie, and how long. */
export type Facts = Pick<Settings, 'vendor' | 'retentionMonths' | 'landingDays' | 'logDays'> & {
  /** AWS's name of the region; undefined where the page is written before it is known. */
  region?: string;
};

/** How long an erasure may take, in days. */
export const erasureDays = limits.erasureTime / day;
