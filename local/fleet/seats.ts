import { minute } from '../../shared/time.ts';
import type { Chance } from './chance.ts';
import type { Use } from './habits.ts';
import type { Terms } from './licenses.ts';

/** Who gets a seat of a floating license, and when it comes back. */

/** What a session says of a floating license, in order of time. */
export type Turn = { name: string; at: number; properties: Record<string, unknown> };
/** Of each session. */
export type Turns = ReadonlyMap<Use, Turn[]>;
/** An installation that asks for seats. */
type Client = { chance: Chance; uses: readonly Use[] };

/** After a denial a product asks again. */
const again = 25 * minute;
const attempts = 2;
/** A server takes back the seat of a session that failed and never returned it. */
const timeout = 180 * minute;

/**
 * What all clients of one license say, session by session. A license server gives out no more than was sold; where none
 * guards the seats, who asks gets one. Some take a seat along for days, and some seats never come back.
 */
export function turnsOf({ seats, isUnguarded }: Terms, clients: readonly Client[]): Turns {
  const turns = new Map<Use, Turn[]>();
  const limit = isUnguarded || seats === null ? Number.POSITIVE_INFINITY : seats;
  const held: { seats: number; until: number }[] = [];
  const taken = (at: number) => held.reduce((sum, hold) => sum + (hold.until > at ? hold.seats : 0), 0);
  const asking = clients
    .flatMap((client) => client.uses.map((use, i) => ({ client, use, i, at: use.at + minute, attempt: 1 })))
    .sort((a, b) => a.at - b.at);
  const away = new Map<Client, number>();
  for (let next = asking.shift(); next; next = asking.shift()) {
    const { client, use, i, at, attempt } = next;
    const say = (of: Use, name: string, when: number, properties: Record<string, unknown> = {}) =>
      turns.set(of, [...(turns.get(of) ?? []), { name, at: when, properties }]);
    // Who took one along needs no other.
    if ((away.get(client) ?? 0) > at) continue;
    const wanted = client.chance.fraction(`two ${use.day}`) < 0.03 ? 2 : 1;
    const seats = wanted > 1 ? { seats: wanted } : {};
    if (taken(at) + wanted > limit) {
      say(use, 'license_denied', at, { ...seats, cause: 'none_free' });
      const later = { ...next, at: at + again, attempt: attempt + 1 };
      if (attempt === attempts || later.at > use.until - again) continue;
      const place = asking.findIndex((other) => other.at > later.at);
      asking.splice(place < 0 ? asking.length : place, 0, later);
      continue;
    }
    say(use, 'license_checked_out', at, { ...seats, outcome: 'success' });
    const chance = client.chance.fraction(`travels ${use.day}`);
    const back = client.uses[i + client.chance.whole(`back ${use.day}`, 1, 2)];
    if (chance < 0.008 && back && back.day < use.day + 9) {
      // Returned at home, by another session: it says how long it had the seat.
      const until = back.at + 5 * minute;
      say(back, 'license_returned', until, { ...seats, outcome: 'success', duration_ms: until - at });
      away.set(client, until);
      held.push({ seats: wanted, until });
    } else if (use.isFailed) held.push({ seats: wanted, until: use.until + timeout });
    else {
      say(use, 'license_returned', use.until - minute, { ...seats, outcome: 'success' });
      held.push({ seats: wanted, until: use.until - minute });
    }
  }
  return turns;
}
