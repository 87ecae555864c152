import { preflight } from './route.ts';
import type { RouteName } from './routes.ts';

/**
 * Requests a second, and as many at once, that the gateway lets through to each route of a subject, since few honest
 * ones come there and whatever comes costs or leaves something. `others`: what anyone may read, and what is no route.
 */
export const throttles = { consent: 100, erasures: 5, exports: 5, organizations: 5, others: 10 } as const;

const events: RouteName = 'POST /v1/events';

/** A route's own throttle, requests a second; events and the preflights before them have the setting `throttle`. */
export function throttleOf(route: string): number | undefined {
  if (route === events || route === preflight) return undefined;
  const subject = /\/v1\/(\w+)/.exec(route)?.[1] as keyof typeof throttles | undefined;
  return (subject && throttles[subject]) ?? throttles.others;
}
