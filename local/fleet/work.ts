import type { Chance } from './chance.ts';
import type { Use } from './habits.ts';
import type { Turn } from './seats.ts';
import type { Product } from './vendor.ts';

/** What is done in a session, minute by minute. */
export function workOf(product: Product, chance: Chance, { day, at, version }: Use): Turn[] {
  const did: Turn[] = [];
  const add = (name: string, properties: Record<string, unknown>) =>
    did.push({ name, at: at + (did.length + 1) * 60_000, properties });
  const now = (what: string, share: number) => chance.fraction(`${what} ${day}`) < share;
  if (now('login', 0.5))
    add('user_logged_in', {
      method: chance.pick('method', ['password', 'sso']),
      outcome: now('failure', 0.04) ? 'failure' : 'success',
    });
  for (let n = chance.whole(`features ${day}`, 1, 2); n > 0; n--) {
    const feature = chance.pick(`feature ${day} ${n} ${version}`, product.features);
    add('feature_used', { feature, count: chance.whole(`count ${day} ${n}`, 1, 9) });
  }
  if (now('users', 0.05)) {
    const registered = chance.whole('registered', 1, 60);
    const active = Math.ceil(registered * chance.fraction(`active ${day}`));
    add('user_count_reported', { registered, active });
  }
  if (now('device', 0.05)) {
    const device = chance.pick(`device ${day}`, ['plotter', 'scanner', 'space_mouse']);
    add('device_reported', { device, count: 1 });
  }
  if (now('applications', 0.05))
    add('applications_reported', {
      application: 'workspace',
      count: chance.whole(`applications ${day}`, 1, 40),
    });
  if (now('resources', 0.1))
    add('resource_usage_reported', {
      cpu_percent: chance.whole(`cpu ${day}`, 1, 300),
      memory_used_mb: chance.whole(`memory ${day}`, 200, 9000),
      disk_used_mb: chance.whole(`disk ${day}`, 500, 90_000),
      network_mb: chance.whole(`network ${day}`, 0, 900),
    });
  if (now('download', 0.05)) {
    const content_id = chance.pick(`content ${day}`, [
      'tutorial-1',
      'tutorial-2',
      'part-library',
      'language-pack',
    ]);
    add('content_downloaded', { content_id, count: 1, bytes: chance.whole(`bytes ${day}`, 1e5, 9e7) });
  }
  return did;
}
