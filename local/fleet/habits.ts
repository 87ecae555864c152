import { day } from '../../shared/time.ts';
import type { Chance } from './chance.ts';
import type { Terms } from './licenses.ts';
import type { Product, Release } from './vendor.ts';

/** When an installation is used. */

/** How many days the fleet looks back. */
export const days = 90;
const hour = 3_600_000;
/** The weeks of the range, counted from 0, in which busy people all work. */
const isRush = (d: number) => [4, 8].includes(Math.floor(d / 7));

/**
 * A session: on which day of the range, from 0, when it began and ended, in milliseconds since 1970, with which version,
 * and which it was before if that just changed. A failed one ended by a failure.
 */
export type Use = {
  day: number;
  at: number;
  until: number;
  version: string;
  previous: string | undefined;
  isFirst: boolean;
  isFailed: boolean;
};

/** The sessions of an installation in the days from `from` on, at most one a day. */
export function usesOf({ releases }: Product, chance: Chance, from: number, terms: Terms | undefined): Use[] {
  const [born, gone] = lifeOf(chance, terms);
  const own = chance.fraction('habit');
  const found: Use[] = [];
  for (let d = born; d < gone; d++) {
    if (d !== born && chance.fraction(`use ${d}`) > habit(own, d, terms)) continue;
    const { version, crashes } = releaseOn(releases, chance, d);
    const before = found.at(-1)?.version;
    found.push({
      day: d,
      ...hoursOf(chance, from + d * day, d, terms),
      version,
      previous: before === version ? undefined : before,
      isFirst: found.length === 0,
      isFailed: chance.fraction(`fails ${d}`) < crashes,
    });
  }
  return found;
}

/** The first day, and the day after the last one. A replaced machine ends where another begins. */
function lifeOf(chance: Chance, terms: Terms | undefined): [born: number, gone: number] {
  const place = chance.fraction('machine');
  const introduced = terms?.introduced ?? 0;
  if (terms?.hasReplaced && place < 0.25) return [introduced, chance.whole('replaced', 40, days)];
  if (terms?.hasReplaced && place < 0.5) return [chance.whole('replaced', 40, days), days];
  const born = Math.max(introduced, chance.fraction('old') < 0.7 ? 0 : chance.whole('born', 0, days - 1));
  return [born, chance.fraction('lost') < 0.85 ? days : chance.whole('gone', born, days)];
}

/** How likely a use is, by a habit of one's own from 0 to 1. Weekends go by the range, so that each start shows the same. */
function habit(own: number, d: number, terms: Terms | undefined): number {
  const isWeekend = d % 7 >= 5;
  if (!terms?.isBusy) return (0.02 + 0.13 * own) * (isWeekend ? 0.3 : 1.2);
  if (isWeekend) return 0.02;
  return isRush(d) ? 0.97 : 0.1 + 0.2 * own;
}

/** Busy people begin in the morning and work for hours, the longer the busier the week. */
function hoursOf(chance: Chance, midnight: number, d: number, terms: Terms | undefined) {
  const hours = (what: string, low: number, high: number) =>
    chance.whole(`${what} ${d}`, low * 3600, high * 3600) * 1000;
  const all = terms?.isBusy && isRush(d);
  const at = midnight + (terms?.isBusy ? hours('begins', 7, all ? 9 : 13) : hours('begins', 6, 17));
  const short = chance.fraction(`short ${d}`) < 0.3;
  const lasted = short && !all ? hours('lasts', 0, 1) : hours('lasts', all ? 5 : 1, all ? 8 : 6);
  return { at, until: at + Math.max(lasted, hour / 4) };
}

/** The newest release that an installation takes up, a few days after it came out. */
function releaseOn(releases: Release[], chance: Chance, d: number): Release {
  const taken = releases.filter(
    ({ version, day: out, takeUp }, i) =>
      i === 0 ||
      (chance.fraction(`take ${version}`) < takeUp && out + chance.whole(`lag ${version}`, 0, 25) <= d),
  );
  return taken.at(-1) as Release;
}
