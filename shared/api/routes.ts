import { consentRoutes } from './consent.ts';
import { eventRoutes } from './events.ts';
import { keyRoutes } from './keys.ts';
import { organizationRoutes } from './organizations.ts';
import { publicRoutes } from './public.ts';
import { rightsRoutes } from './rights.ts';

/** Which function serves which routes. What is no route ends at `public` too, and gets our `not_found`. */
export const routesOf = {
  ingest: eventRoutes,
  consent: { ...organizationRoutes, ...consentRoutes, ...keyRoutes },
  rights: rightsRoutes,
  public: publicRoutes,
};
export type ServedBy = keyof typeof routesOf;

/** Every route of the API, by its method and path, in an order in which their examples can be sent. */
export const routes = {
  ...organizationRoutes,
  ...consentRoutes,
  ...eventRoutes,
  ...rightsRoutes,
  ...publicRoutes,
  ...keyRoutes,
};
export type Routes = typeof routes;
export type RouteName = keyof Routes;
