import { batchOf, type Event as Sent } from '../../sdk/src/batches.ts';
import type { Purpose } from '../../shared/catalog/field.ts';
import { day } from '../../shared/time.ts';
import { Chance } from './chance.ts';
import { type Event, eventsOf, type Use } from './events.ts';
import {
  bought,
  entitlements,
  leaked,
  licenseKey,
  organizations,
  type Product,
  products,
  type Release,
  uses,
} from './vendor.ts';

/** A sample fleet: what 2,000 installations of two products would send over 90 days. The same for the same start. */

const days = 90;
const perRequest = 200;

/** One call of a client. An installation's are in the order it makes them. `address` is where it calls from. */
export type Call = { product: string; secret: string; address: string; test: boolean } & (
  | { method: 'PUT'; path: '/v1/consent'; body: ConsentBody }
  | { method: 'POST'; path: '/v1/events'; body: EventsBody }
);
type ConsentBody = {
  installation_id: string;
  decision: string;
  purposes: string[];
  decided_at: string;
} & Record<string, unknown>;
type EventsBody = {
  installation_id: string;
  organization_id?: string;
  context: { product_version: string; ci: boolean } & Record<string, unknown>;
  events: Event[];
};

/**
 * All installations' calls, installation by installation; a `share` below 1 makes fewer installations. `start` is
 * the UTC day after the last day of events, as 2026-11-22.
 */
export function* fleet(start: string, share = 1): Generator<Call[]> {
  for (const product of products) {
    const licenses = new Map(
      entitlements(product, start).map((each) => [each.organization_id, each.license_type]),
    );
    for (let i = 0; i < product.installations * share; i++) {
      yield installation(product, i, Date.parse(`${start}T00:00:00Z`), licenses);
    }
  }
}

const systems = [
  { os_name: 'Windows', os_version: '11.0.26100.2314', architecture: 'x64', device_type: 'desktop' },
  { os_name: 'Windows', os_version: '10.0.19045.5011', architecture: 'x64', device_type: 'desktop' },
  { os_name: 'macOS', os_version: '15.1', architecture: 'arm64', device_type: 'laptop' },
  { os_name: 'Linux', os_version: '6.8.0-48', architecture: 'x64', device_type: 'server' },
];
/** The last ones are rare. */
const gpus = ['GeForce RTX 4070', 'Iris Xe', 'Radeon RX 7800', 'Quadro T1000', 'Arc A770', 'Mali-G720'];
const screens = [
  { screen_width: 1920, screen_height: 1080 },
  { screen_width: 2560, screen_height: 1440 },
  { screen_width: 3840, screen_height: 2160 },
];
/** Where installations are: a language, and an address of that country. */
const places = [
  { language: 'en-US', address: '8.8.8.8' },
  { language: 'en-US', address: '12.34.56.78' },
  { language: 'de-DE', address: '194.25.0.60' },
  { language: 'fr-FR', address: '80.67.169.12' },
  { language: 'ja-JP', address: '202.12.27.33' },
  { language: 'pt-BR', address: '200.160.2.3' },
  { language: 'en-AU', address: '139.130.4.5' },
  { language: 'nl-NL', address: '2001:67c:2e8:22::c100:68b' },
];
const purposes: Purpose[][] = [
  ['usage', 'persons', 'environment', 'licensing', 'diagnostics'],
  ['usage', 'persons', 'environment', 'licensing', 'diagnostics'],
  ['usage', 'environment', 'licensing'],
  ['usage', 'environment'],
  ['usage'],
];

function installation(product: Product, index: number, end: number, licenses: Map<string, string>): Call[] {
  const chance = new Chance('fleet', product.name, index);
  const installation_id = chance.uuid('id');
  const { language, address } = chance.pick('place', places);
  const organization_id =
    chance.fraction('private') < 0.15 ? undefined : chance.pick('organization', organizations);
  const test = chance.fraction('test') < 0.01;
  const as = { product: product.name, secret: chance.secret('secret'), address, test };
  const from = end - days * day;
  const granted = chance.pick('purposes', purposes);
  const decide = (decision: string, at: number): Call => ({
    ...as,
    method: 'PUT',
    path: '/v1/consent',
    body: {
      installation_id,
      organization_id,
      decision,
      purposes: decision === 'granted' ? granted : [],
      notice_version: 1,
      notice_language: language.slice(0, 2),
      decided_by: chance.fraction('by') < 0.9 ? 'user' : 'administrator',
      decided_at: new Date(at).toISOString(),
    },
  });
  const license = licenseOf(product, chance, organization_id, licenses);
  const context = {
    product_edition: chance.pick('edition', product.editions),
    sdk_name: 'fleet',
    sdk_version: '1.0.0',
    ci: chance.fraction('ci') < 0.02,
    language,
    cpu_cores: chance.pick('cores', [4, 8, 16, 32]),
    memory_mb: chance.pick('memory', [8192, 16384, 32768, 65536]),
    ...chance.pick('system', systems),
    ...chance.pick('screen', screens),
    gpu_name: gpus[Math.floor(gpus.length * chance.fraction('gpu') ** 4)] as string,
  };
  // Now and then an event is lost before it is sent, and a request is sent twice.
  let sequence = 0;
  const numbered = (event: Event) => {
    sequence += chance.fraction(`lost ${event.event_id}`) < 0.004 ? 2 : 1;
    return { ...event, sequence };
  };
  const send = (some: Use[], asked: boolean): Call[] =>
    [...Map.groupBy(some, ({ version }) => version)].flatMap(([version, used]) =>
      chunks(used.flatMap((use) => eventsOf(product, chance, license, use)).map(numbered)).flatMap(
        (events) => {
          const all = { context: { product_version: version, ...context }, organization_id, offset: 0 };
          // The SDK leaves out what was not granted; whoever sends without asking sends everything.
          const segment = { header: all, events: events as Sent[] };
          const agreed = { purposes: granted, notice_version: 1 };
          const { sent_at: _, ...kept } = batchOf(segment, installation_id, agreed, [], 0);
          const body = asked ? kept : { installation_id, organization_id, context: all.context, events };
          const call = { ...as, method: 'POST', path: '/v1/events', body } as Call;
          if (body.events.length === 0) return [];
          return chance.fraction(`twice ${sequence}`) < 0.02 ? [call, call] : [call];
        },
      ),
    );

  // A few never answer the question, some say no, some change their mind: what they send then is in no report.
  const fate = chance.fraction('fate');
  const active = usesOf(product, chance, from, organization_id ? bought(product.name, organization_id) : 0);
  if (fate < 0.03) return send(active, false);
  if (fate < 0.12) return [decide('refused', from), ...send(active, false)];
  if (fate < 0.95) return [decide('granted', from), ...send(active, true)];
  const half = Math.ceil(active.length / 2);
  const [before, after] = [active.slice(0, half), active.slice(half)];
  return [
    decide('granted', from),
    ...send(before, true),
    decide('withdrawn', end - day),
    ...send(after, false),
  ];
}

/** An organization's installations run on its license, where it uses it; the others on an evaluation or a leaked key. */
function licenseOf(
  { name }: Product,
  chance: Chance,
  organization: string | undefined,
  types: Map<string, string>,
) {
  if (organization && uses(name, organization)) {
    return { key: licenseKey(name, organization), type: types.get(organization) as string };
  }
  return chance.fraction('leaked') < 0.1
    ? { key: licenseKey(name, leaked), type: 'node_locked' }
    : { key: licenseKey(name, 'evaluation'), type: 'evaluation' };
}

function usesOf(product: Product, chance: Chance, from: number, earliest: number): Use[] {
  const born = Math.max(earliest, chance.fraction('old') < 0.7 ? 0 : chance.whole('born', 0, days - 1));
  const gone = chance.fraction('lost') < 0.85 ? days : chance.whole('gone', born, days);
  const habit = 0.02 + 0.18 * chance.fraction('habit');
  const found: Use[] = [];
  for (let d = born; d < gone; d++) {
    if (d !== born && chance.fraction(`use ${d}`) > habit) continue;
    const version = versionOn(product.releases, chance, d);
    const before = found.at(-1)?.version;
    const at = from + d * day + chance.whole(`second ${d}`, 6 * 3600, 22 * 3600) * 1000;
    found.push({ at, version, previous: before === version ? undefined : before, first: found.length === 0 });
  }
  return found;
}

/** The newest release that an installation takes up, a few days after it came out. */
function versionOn(releases: Release[], chance: Chance, d: number): string {
  const taken = releases.filter(
    ({ version, day: out, takeUp }, i) =>
      i === 0 ||
      (chance.fraction(`take ${version}`) < takeUp && out + chance.whole(`lag ${version}`, 0, 25) <= d),
  );
  return (taken.at(-1) as Release).version;
}

function chunks<E>(events: E[]): E[][] {
  const some: E[][] = [];
  for (let i = 0; i < events.length; i += perRequest) some.push(events.slice(i, i + perRequest));
  return some;
}
