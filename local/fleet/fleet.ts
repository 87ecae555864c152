import { Chance } from './chance.ts';

/** A sample fleet: what 2,000 installations of two products would send over 90 days. The same for the same start. */

const day = 86_400_000;
const days = 90;
const perRequest = 120;

type Product = {
  name: string;
  installations: number;
  editions: string[];
  features: string[];
  releases: Release[];
};
/** A version, the day of the range it came out (negative: long before), and how fast it is taken up. */
type Release = { version: string; day: number; takeUp: number };

export const products: Product[] = [
  {
    name: 'atlas-cad',
    installations: 1300,
    editions: ['community', 'professional', 'enterprise'],
    features: ['export_pdf', 'render', 'simulate', 'measure', 'import_step', 'share'],
    releases: [
      { version: '3.9.4', day: -200, takeUp: 1 },
      { version: '4.0.0', day: -30, takeUp: 0.6 },
      { version: '4.1.0', day: 20, takeUp: 0.45 },
      { version: '4.2.0-rc.1', day: 40, takeUp: 0.04 },
      { version: '4.2.0', day: 50, takeUp: 0.45 },
      { version: '4.10.0', day: 72, takeUp: 0.3 },
    ],
  },
  {
    name: 'tide-server',
    installations: 700,
    editions: ['standard', 'cluster'],
    features: ['query', 'backup', 'restore', 'replicate', 'alert'],
    releases: [
      { version: '2025.3', day: -200, takeUp: 1 },
      { version: '2026.1', day: -30, takeUp: 0.5 },
      { version: '2026.2', day: 45, takeUp: 0.45 },
    ],
  },
];

const systems = [
  { os_name: 'Windows', os_version: '11.0.26100.2314', architecture: 'x64', device_type: 'desktop' },
  { os_name: 'Windows', os_version: '10.0.19045.5011', architecture: 'x64', device_type: 'desktop' },
  { os_name: 'macOS', os_version: '15.1', architecture: 'arm64', device_type: 'laptop' },
  { os_name: 'Linux', os_version: '6.8.0-48', architecture: 'x64', device_type: 'server' },
];
const languages = ['en-US', 'en-US', 'de-DE', 'fr-FR', 'ja-JP', 'pt-BR'];

/** One call of a client, in the order it makes them. `after` refuse and withdraw lie between the events. */
export type Call =
  | { product: string; secret: string; method: 'PUT'; path: '/v1/consent'; body: ConsentBody }
  | { product: string; secret: string; method: 'POST'; path: '/v1/events'; body: EventsBody };
type ConsentBody = {
  installation_id: string;
  decision: string;
  purposes: string[];
  decided_at: string;
} & Record<string, unknown>;
type EventsBody = {
  installation_id: string;
  context: { product_version: string } & Record<string, unknown>;
  events: ({ event_id: string; event_name: string; occurred_at: string } & Record<string, unknown>)[];
};

/** All installations' calls, installation by installation. `start` is the UTC day after the last day of events. */
export function* fleet(start: string): Generator<Call[]> {
  for (const product of products) {
    for (let i = 0; i < product.installations; i++)
      yield installation(product, i, Date.parse(`${start}T00:00:00Z`));
  }
}

function installation(product: Product, index: number, end: number): Call[] {
  const chance = new Chance('fleet', product.name, index);
  const installation_id = chance.uuid('id');
  const as = { product: product.name, secret: chance.secret('secret') };
  const from = end - days * day;
  const iso = (time: number) => new Date(time).toISOString();
  const decide = (decision: string, at: number): Call => ({
    ...as,
    method: 'PUT',
    path: '/v1/consent',
    body: {
      installation_id,
      decision,
      purposes: decision === 'granted' ? chance.pick('purposes', purposes) : [],
      notice_version: 1,
      notice_language: 'en',
      decided_by: chance.fraction('by') < 0.9 ? 'user' : 'administrator',
      decided_at: iso(at),
    },
  });

  const fate = chance.fraction('fate');
  const active = uses(product, chance, from, end);
  const calls: Call[] = [];
  // A few never answer the question, some say no: what they send regardless must not be in any report.
  if (fate >= 0.03) calls.push(decide(fate < 0.12 ? 'refused' : 'granted', from));
  const withdrawn = fate > 0.95 ? 0.5 : 1;
  const kept = active.slice(0, Math.ceil(active.length * withdrawn));
  const send = (some: Use[]) => calls.push(...batches(product, chance, installation_id, as, some));
  send(kept);
  if (withdrawn < 1) {
    calls.push(decide('withdrawn', end - day));
    send(active.slice(kept.length));
  }
  return calls;
}

const purposes = [
  ['usage', 'environment', 'licensing', 'diagnostics'],
  ['usage', 'environment', 'licensing', 'diagnostics'],
  ['usage', 'environment'],
  ['usage'],
];

/** A day on which the product was used, with the version it then had. */
type Use = { at: number; version: string; previous: string | undefined };

function uses(product: Product, chance: Chance, from: number, end: number): Use[] {
  const born = chance.fraction('old') < 0.7 ? 0 : chance.whole('born', 0, days - 1);
  const gone = chance.fraction('lost') < 0.85 ? days : chance.whole('gone', born, days);
  const habit = 0.05 + 0.3 * chance.fraction('habit');
  const found: Use[] = [];
  let version: string | undefined;
  for (let d = born; d < gone; d++) {
    if (d !== born && chance.fraction(`use ${d}`) > habit) continue;
    const now = versionOn(product, chance, d);
    const at = from + d * day + chance.whole(`second ${d}`, 6 * 3600, 22 * 3600) * 1000;
    if (at < end) found.push({ at, version: now, previous: version === now ? undefined : version });
    version = now;
  }
  return found;
}

/** The newest release that this installation takes up, a few days after it came out. */
function versionOn({ releases }: Product, chance: Chance, d: number): string {
  const taken = releases.filter(
    ({ version, day: out, takeUp }, i) =>
      i === 0 ||
      (chance.fraction(`take ${version}`) < takeUp && out + chance.whole(`lag ${version}`, 0, 25) <= d),
  );
  return (taken.at(-1) as Release).version;
}

function batches(
  product: Product,
  chance: Chance,
  installation_id: string,
  as: { product: string; secret: string },
  some: Use[],
): Call[] {
  const calls: Call[] = [];
  const context = { ...chance.pick('system', systems), language: chance.pick('language', languages) };
  const byVersion = Map.groupBy(some, ({ version }) => version);
  for (const [version, used] of byVersion) {
    const events = used.flatMap((use) => eventsOf(product, chance, use));
    for (let i = 0; i < events.length; i += perRequest) {
      calls.push({
        ...as,
        method: 'POST',
        path: '/v1/events',
        body: {
          installation_id,
          context: {
            product_version: version,
            product_edition: chance.pick('edition', product.editions),
            sdk_name: 'fleet',
            sdk_version: '1.0.0',
            cpu_cores: chance.pick('cores', [4, 8, 16, 32]),
            memory_mb: chance.pick('memory', [8192, 16384, 32768, 65536]),
            ...context,
          },
          events: events.slice(i, i + perRequest),
        },
      });
    }
  }
  return calls;
}

function eventsOf(product: Product, chance: Chance, { at, version, previous }: Use): EventsBody['events'] {
  const session_id = chance.uuid(`session ${at}`);
  const user = new Chance('user', product.name, chance.uuid('id'), chance.whole(`user ${at}`, 0, 2));
  const event = (n: number, event_name: string, properties: object) => ({
    event_id: chance.uuid(`event ${at} ${n}`),
    event_name,
    occurred_at: new Date(at + n * 60_000).toISOString(),
    // Ten to a day of use, so that the numbers go up with time and have no meaning beyond it.
    sequence: Math.floor(at / day) * 10 + n,
    session_id,
    user_id: user.uuid('id'),
    user_role: user.pick('role', ['designer', 'analyst', 'operator', 'administrator']),
    properties,
  });
  const used = chance.whole(`features ${at}`, 1, 3);
  return [
    event(0, 'session_started', {}),
    ...(previous
      ? [
          event(1, 'installation_changed', {
            action: 'updated',
            previous_version: previous,
            channel: 'download',
          }),
        ]
      : []),
    ...Array.from({ length: used }, (_, n) =>
      event(2 + n, 'feature_used', {
        feature: chance.pick(`feature ${at} ${n} ${version}`, product.features),
        count: chance.whole(`count ${at} ${n}`, 1, 9),
      }),
    ),
    event(6, 'session_ended', { duration_ms: chance.whole(`duration ${at}`, 60_000, 7_200_000) }),
  ];
}
