import type { Chance } from './chance.ts';
import type { Use } from './habits.ts';
import type { Turn } from './seats.ts';
import type { Product } from './vendor.ts';
import { workOf } from './work.ts';

/** An event as it is posted. */
export type Event = { event_id: string; event_name: string; occurred_at: string } & Record<string, unknown>;
/** What an installation runs on: the key, and the last moment at which it is valid. */
export type License = { key: string; type: string; until: number };

/** Shorter sessions check their license once. */
const worthwhile = 30 * 60_000;

const roles = ['designer', 'analyst', 'operator', 'administrator'];

/** What a session sends, in order of time: every standard event has its turn. `turns`: of a floating license. */
export function eventsOf(
  product: Product,
  chance: Chance,
  license: License,
  use: Use,
  turns: Turn[] | undefined,
): Event[] {
  const { day, at, until } = use;
  const session_id = chance.uuid(`session ${at}`);
  // Two people on one machine.
  const user = chance.fraction('shared') < 0.04 ? chance.whole(`user ${day}`, 0, 1) : 0;
  const key = { license_key: license.key, license_type: license.type };
  const all = [
    ...sessionOf(chance, use),
    ...licenseOf(chance, license, use, turns).map(({ name, ...turn }) => ({
      ...turn,
      name,
      properties: { ...key, ...turn.properties },
    })),
    ...workOf(product, chance, use),
  ].filter((each) => each.at <= until);
  return all
    .sort((a, b) => a.at - b.at)
    .map(({ name, at: when, properties }, n) => ({
      event_id: chance.uuid(`event ${at} ${n}`),
      event_name: name,
      occurred_at: new Date(when).toISOString(),
      session_id,
      user_id: chance.uuid(`user ${user}`),
      user_role: chance.pick(`role ${user}`, roles),
      properties,
    }));
}

function sessionOf(chance: Chance, { day, at, until, previous, isFirst, isFailed }: Use): Turn[] {
  const duration_ms = until - at;
  const changed = (properties: object) => ({ name: 'installation_changed', at: at + 1000, properties });
  return [
    { name: 'session_started', at, properties: { duration_ms: chance.whole(`launch ${day}`, 400, 9000) } },
    ...(isFirst
      ? [changed({ action: 'installed', channel: chance.pick('channel', ['download', 'store']) })]
      : []),
    ...(previous ? [changed({ action: 'updated', previous_version: previous, channel: 'download' })] : []),
    isFailed
      ? {
          name: 'session_failed',
          at: until,
          properties: {
            kind: chance.pick(`kind ${day}`, ['crash', 'crash', 'hang', 'out_of_memory']),
            duration_ms,
          },
        }
      : { name: 'session_ended', at: until, properties: { duration_ms } },
  ] as Turn[];
}

/** A license is checked when a session begins and once more before it ends; one that expired is given to nobody. */
function licenseOf(chance: Chance, license: License, use: Use, turns: Turn[] | undefined): Turn[] {
  const { day, at, until, isFirst } = use;
  const first = { at: at + 2000, properties: { outcome: 'success' } };
  if (at > license.until) return [{ ...first, name: 'license_denied', properties: { cause: 'expired' } }];
  if (turns) return [...(isFirst ? [{ ...first, name: 'license_activated' }] : []), ...turns];
  const outcome = chance.fraction(`license ${day}`) < 0.03 ? 'failure' : 'success';
  const checked = (when: number): Turn => ({ name: 'license_checked', at: when, properties: { outcome } });
  return [
    isFirst ? { ...first, name: 'license_activated', properties: { outcome } } : checked(at + 2000),
    ...(outcome === 'success' && until - at > worthwhile ? [checked(until - 1000)] : []),
  ];
}
