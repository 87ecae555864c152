import { preflight } from './route.ts';
import type { RouteName } from './routes.ts';

/**
 * What the gateway lets through to each route of a subject, in requests a second: a share of the setting `throttle`,
 * and never more than `most`, since few honest ones come there and whatever comes costs or leaves something. An export
 * hands out pages of 3 MB. `others`: what anyone may read, and what is no route.
 */
const throttles = {
  consent: { share: 1, most: 100 },
  erasures: { share: 1 / 4, most: 5 },
  exports: { share: 1 / 80, most: 5 },
  organizations: { share: 1 / 4, most: 5 },
  others: { share: 1 / 4, most: 10 },
} as const;

/** How many may come at once, at least. */
export const leastBurst = 10;

const events: RouteName = 'POST /v1/events';

/**
 * A route's own throttle where the setting's rate is this, in requests a second; undefined for events and the
 * preflights before them, which have the setting's.
 */
export function throttleOf(route: string, rate: number): number | undefined {
  if (route === events || route === preflight) return undefined;
  const subject = /\/v1\/(\w+)/.exec(route)?.[1] as keyof typeof throttles | undefined;
  const { share, most } = (subject && throttles[subject]) ?? throttles.others;
  return Math.min(share * rate, most);
}
