import { made } from './version.ts';

/** Two times that are nearer than this are one, in milliseconds. */
export const minute = 60_000;

/** How long after it was made a package may still run, in milliseconds: ten years. */
const used = 10 * 365 * 86_400_000;

/** Whether a clock may be right that says this, in ms since 1970. */
export const isPlausible = (now: number): boolean => now >= made && now <= made + used;

/**
 * What to add to this machine's clock, in milliseconds, by a reply's `date`; undefined where it has none. Differences
 * below a minute are the way's and the header's whole seconds, and count as none.
 */
export function offsetBy(date: string | undefined, now: number): number | undefined {
  const off = Date.parse(date ?? '') - now;
  return Number.isNaN(off) ? undefined : Math.abs(off) < minute ? 0 : off;
}
