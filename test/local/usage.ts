import type { Call } from '../../local/fleet/fleet.ts';
import { type Entitlement, optedOut } from '../../local/fleet/vendor.ts';

/** The report on licenses, computed plainly from what the fleet sent. */

type Seat = { installation_id: string; user_id: string | undefined; activated: boolean };
type Seen = { type: string; at: string; seats: Seat[] };

/** One product's licenses by key: who used each successfully, where consent covered it, tests and CI left out. */
function seen(installations: Call[][]): Map<string, Seen> {
  const licenses = new Map<string, Seen>();
  for (const calls of installations) {
    let granted: string[] = [];
    for (const { body, test, method } of calls as (Call & { body: { events: never } })[]) {
      if (method === 'PUT') granted = (body as never as { purposes: string[] }).purposes;
      const { installation_id, organization_id, context, events = [] } = body as never as Posted;
      if (test || context?.ci || organization_id === optedOut || !granted.includes('licensing')) continue;
      for (const { event_name, occurred_at, user_id, properties } of events) {
        if (!event_name.startsWith('license_') || properties.outcome !== 'success') continue;
        const key = properties.license_key as string;
        const license = licenses.get(key) ?? { type: '', at: '', seats: [] };
        if (occurred_at > license.at)
          Object.assign(license, { at: occurred_at, type: properties.license_type });
        const known = granted.includes('usage') ? user_id : undefined;
        license.seats.push({
          installation_id,
          user_id: known,
          activated: event_name === 'license_activated',
        });
        licenses.set(key, license);
      }
    }
  }
  return licenses;
}

type Posted = {
  installation_id: string;
  organization_id?: string;
  context?: { ci: boolean };
  events?: { event_name: string; occurred_at: string; user_id: string; properties: Record<string, string> }[];
};

/** Seats: installations, or users where the license names users; an installation without any counts as one. */
function count(seats: Seat[], type: string): number {
  const named = new Set(seats.filter(({ user_id }) => user_id).map(({ installation_id }) => installation_id));
  const seat = ({ installation_id, user_id }: Seat) =>
    type !== 'named_user'
      ? installation_id
      : (user_id ?? (named.has(installation_id) ? '' : installation_id));
  return new Set(seats.map(seat).filter(Boolean)).size;
}

/** The rows of `license-usage` for one product, without license_id; `last` is the last day of the range. */
export function licenseUsage(installations: Call[][], sold: Entitlement[], last: string) {
  const used = seen(installations);
  const row = (organization_id: string, license_type: string, seats_purchased: number, seats: Seat[]) => ({
    organization_id,
    license_type,
    seats_purchased,
    seats_activated: count(
      seats.filter(({ activated }) => activated),
      license_type,
    ),
    seats_active: count(seats, license_type),
  });
  const entitled = sold.map(({ license_key, organization_id, license_type, seats_purchased, valid_to }) => {
    const { seats = [] } = used.get(license_key) ?? {};
    used.delete(license_key);
    const one = row(organization_id, license_type, seats_purchased, seats);
    const over = one.seats_active > seats_purchased ? 'over_used' : 'in_use';
    return { ...one, status: valid_to < last ? 'expired' : one.seats_active === 0 ? 'not_seen' : over };
  });
  const unsold = [...used.values()].map(({ type, seats }) => ({
    ...row('unknown', type, 0, seats),
    status: 'not_sold',
  }));
  return [...entitled, ...unsold];
}
