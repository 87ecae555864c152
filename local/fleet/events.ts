import type { Chance } from './chance.ts';
import type { Product } from './vendor.ts';

/** An event as it is posted. */
export type Event = { event_id: string; event_name: string; occurred_at: string } & Record<string, unknown>;

/** A day on which a product was used: when, with which version, and which it was before if it just changed. */
export type Use = { at: number; version: string; previous: string | undefined; first: boolean };

const roles = ['designer', 'analyst', 'operator', 'administrator'];

/** What one day of use sends: every standard event has its turn. `license` is what the installation runs on. */
export function eventsOf(
  product: Product,
  chance: Chance,
  license: { key: string; type: string },
  { at, version, previous, first }: Use,
): Event[] {
  const session_id = chance.uuid(`session ${at}`);
  const user = chance.whole(`user ${at}`, 0, 2);
  const events: Event[] = [];
  const add = (event_name: string, properties: Record<string, unknown>) => {
    const n = events.length;
    events.push({
      event_id: chance.uuid(`event ${at} ${n}`),
      event_name,
      occurred_at: new Date(at + n * 60_000).toISOString(),
      session_id,
      user_id: chance.uuid(`user ${user}`),
      user_role: chance.pick(`role ${user}`, roles),
      properties,
    });
  };
  const now = (what: string, share: number) => chance.fraction(`${what} ${at}`) < share;
  const outcome = now('failure', 0.04) ? 'failure' : 'success';

  add('session_started', { duration_ms: chance.whole(`launch ${at}`, 400, 9000) });
  if (first)
    add('installation_changed', {
      action: 'installed',
      channel: chance.pick('channel', ['download', 'store']),
    });
  if (previous)
    add('installation_changed', { action: 'updated', previous_version: previous, channel: 'download' });
  const held = { license_key: license.key, license_type: license.type, outcome };
  if (first) add('license_activated', held);
  else if (now('check', 0.3)) add('license_checked', held);
  if (now('login', 0.5))
    add('user_logged_in', { method: chance.pick('method', ['password', 'sso']), outcome });
  for (let n = chance.whole(`features ${at}`, 1, 2); n > 0; n--) {
    const feature = chance.pick(`feature ${at} ${n} ${version}`, product.features);
    add('feature_used', { feature, count: chance.whole(`count ${at} ${n}`, 1, 9) });
  }
  if (now('users', 0.05)) {
    const registered = chance.whole('registered', 1, 60);
    add('user_count_reported', {
      registered,
      active: Math.ceil(registered * chance.fraction(`active ${at}`)),
    });
  }
  if (now('device', 0.05)) {
    add('device_reported', {
      device: chance.pick(`device ${at}`, ['plotter', 'scanner', 'space_mouse']),
      count: 1,
    });
  }
  if (now('applications', 0.05)) {
    add('applications_reported', {
      application: 'workspace',
      count: chance.whole(`applications ${at}`, 1, 40),
    });
  }
  if (now('resources', 0.1)) {
    add('resource_usage_reported', {
      cpu_percent: chance.whole(`cpu ${at}`, 1, 300),
      memory_used_mb: chance.whole(`memory ${at}`, 200, 9000),
      disk_used_mb: chance.whole(`disk ${at}`, 500, 90_000),
      network_mb: chance.whole(`network ${at}`, 0, 900),
    });
  }
  if (now('download', 0.05)) {
    const content_id = chance.pick(`content ${at}`, [
      'tutorial-1',
      'tutorial-2',
      'part-library',
      'language-pack',
    ]);
    add('content_downloaded', { content_id, count: 1, bytes: chance.whole(`bytes ${at}`, 1e5, 9e7) });
  }
  add('session_ended', { duration_ms: chance.whole(`duration ${at}`, 60_000, 7_200_000) });
  return events;
}
