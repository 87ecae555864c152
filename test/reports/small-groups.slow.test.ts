import { beforeAll, expect, test } from 'vitest';
import { Chance } from '../../local/fleet/chance.ts';
import type { Question } from '../../reports/run.ts';
import { refreshed } from '../e2e/lake.ts';
import { localForFile } from '../e2e/local.ts';
import { asked, noon, range, type Seen, seen } from './ask.ts';

/** Random fleets, a product each, so that one statement asks them all; what is so of each is found by plain code. */

const started = localForFile({ schedules: false });
const threshold = 5;
const fleets = 60;

type Machine = {
  n: number;
  organization_id?: string;
  product_edition?: string;
  country?: string;
  product_version: string;
  language?: string;
  os_name?: string;
  user_role: string;
  device: string[];
  format: string[];
};
type Filters = Pick<Question, 'organization' | 'edition' | 'country'>;

function machines(product: string): Machine[] {
  const chance = new Chance('small groups', product);
  const skewed = (n: number, what: string, from: readonly string[]) =>
    from[Math.floor((from.length + 0.4) * chance.fraction(`${what} ${n}`) ** chance.whole(what, 1, 3))];
  const several = (n: number, what: string, from: readonly string[]) =>
    from.filter((each) => chance.fraction(`${what} ${each} ${n}`) < chance.fraction(`${what} ${each}`) ** 2);
  return Array.from({ length: chance.whole('size', 3, 70) }, (_, n) => ({
    n,
    organization_id: skewed(n, 'organization', ['acme', 'globex']),
    product_edition: skewed(n, 'edition', ['pro', 'basic']),
    country: skewed(n, 'country', ['DE', 'FR', 'IS', 'LI', 'MT']),
    product_version: skewed(n, 'version', ['1', '2', '3']) ?? '1',
    language: skewed(n, 'language', ['de', 'fr', 'is', 'it']),
    os_name: skewed(n, 'os', ['Linux', 'macOS', 'Haiku', 'Plan 9', 'QNX']),
    user_role: skewed(n, 'role', ['analyst', 'designer', 'operator']) ?? 'unknown',
    device: several(n, 'device', ['plotter', 'scanner', 'printer', 'other']),
    format: several(n, 'format', ['pdf', 'docx', 'html', 'other']),
  }));
}
const all = new Map(Array.from({ length: fleets }, (_, i) => [`fleet-${i}`, machines(`fleet-${i}`)]));

const rowsOf = ({ n, device, format, ...context }: Machine): Seen[] => {
  const at = { n, at: noon, ...context, user_id: `u${n}` };
  return [
    at,
    ...device.map((each) => ({ ...at, name: 'device_reported', properties: { device: each } })),
    ...format.map((each) => ({ ...at, name: 'document_exported', properties: { format: each } })),
  ];
};
beforeAll(async () => {
  for (const [product, some] of all) seen(started, product, some.flatMap(rowsOf));
  await refreshed(started);
}, 240_000);

/** A report, the attributes of which it shows values, and of a row: its attribute, its value and its count. */
type Told = Record<string, (machine: Machine) => (string | undefined)[]>;
type Shown = { attribute: string; value: string; count: number };
const one = (value: string | undefined) => [value ?? 'unknown'];
const reported: Record<
  string,
  { told: Told; shown: (row: Record<string, unknown>) => Shown | undefined; more?: Partial<Question> }
> = {
  geography: {
    told: { country: ({ country }) => one(country) },
    shown: ({ country, installations }) => shown('country', country, installations),
  },
  'languages-and-roles': {
    told: { language: ({ language }) => one(language), user_role: ({ user_role }) => one(user_role) },
    shown: ({ attribute, value, installations }) => shown(attribute, value, installations),
  },
  environment: {
    told: { os_name: ({ os_name }) => one(os_name) },
    shown: ({ attribute, value, installations }) =>
      attribute === 'os_name' ? shown(attribute, value, installations) : undefined,
  },
  devices: {
    told: { device: ({ device }) => device },
    shown: ({ device, installations }) => shown('device', device, installations),
  },
  events: {
    told: { format: ({ format }) => format },
    shown: ({ property, value, installations }) =>
      property === 'format' ? shown('format', value, installations) : undefined,
  },
  'version-distribution': {
    more: { by: 'edition' },
    told: Object.fromEntries(
      ['1', '2', '3'].map((version) => [
        version,
        (machine: Machine) => (machine.product_version === version ? one(machine.product_edition) : []),
      ]),
    ),
    shown: ({ product_version, product_edition, installations }) =>
      shown(product_version, product_edition, installations),
  },
};
const shown = (attribute: unknown, value: unknown, count: unknown): Shown => ({
  attribute: String(attribute),
  value: String(value),
  count: Number(count),
});

const asks: Filters[] = [
  {},
  { organization: 'acme' },
  { edition: 'pro' },
  { country: 'DE' },
  { organization: 'acme', country: 'DE' },
  { organization: 'acme', edition: 'pro' },
  { organization: 'acme', edition: 'pro', country: 'DE' },
];
const meets = (filters: Filters) => (machine: Machine) =>
  (filters.organization ?? machine.organization_id) === machine.organization_id &&
  (filters.edition ?? machine.product_edition) === machine.product_edition &&
  (filters.country ?? machine.country) === machine.country;
const isWithin = (fewer: Filters, more: Filters) =>
  Object.entries(fewer).every(([name, value]) => more[name as keyof Filters] === value);
const fine = (count: number) => count === 0 || count >= threshold;

test.for(Object.keys(reported))(
  '%s shows no small group, and none follows within it or from it with and without a filter',
  async (name) => {
    const { told, shown, more } = reported[name] as (typeof reported)[string];
    const answers = new Map<Filters, Awaited<ReturnType<typeof asked>>>();
    for (const filters of asks)
      answers.set(filters, await asked(started, name, { ...range, ...filters, ...more }));
    let compared = 0;
    for (const [product, fleet] of all) {
      for (const [attribute, values] of Object.entries(told)) {
        const answer = (filters: Filters) =>
          (answers.get(filters) ?? [])
            .filter((row) => row.product === product)
            .flatMap((row) => shown(row) ?? [])
            .filter((row) => row.attribute === attribute);
        for (const filters of asks) {
          const rows = answer(filters);
          const named = new Set(rows.map(({ value }) => value).filter((value) => value !== 'other'));
          const toldBy = (some: Machine[], value: string) =>
            some.filter((machine) =>
              values(machine).some((each) =>
                value === 'other' ? !named.has(each as string) : each === value,
              ),
            ).length;
          const tellers = fleet.filter((machine) => values(machine).length > 0);
          const inside = tellers.filter(meets(filters));
          const where = `${product} ${attribute} ${JSON.stringify(filters)} ${JSON.stringify(rows)}`;
          for (const { value, count } of rows) {
            expect(count, where).toBe(toldBy(inside, value));
            // All of a product may be few: that is said where no filter is.
            const whole = rows.length === 1 && filters === asks[0];
            if (!whole) expect(fine(count) && fine(inside.length - count), where).toBe(true);
            for (const fewer of asks.filter((each) => each !== filters && isWithin(each, filters))) {
              const before = answer(fewer);
              if (value !== 'other')
                expect(
                  before.map((row) => row.value),
                  where,
                ).toContain(value);
              const outside = tellers.filter(meets(fewer)).filter((machine) => !meets(filters)(machine));
              expect(fine(toldBy(outside, value)), `${where} beside ${JSON.stringify(fewer)}`).toBe(true);
              compared++;
            }
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(50);
  },
);

test.for(['version-distribution', 'feature-adoption', 'active-installations', 'stability'])(
  '%s, which shows what is exempt, shows no edition and no country of few, and none that follows',
  async (name) => {
    const counted = async (filters: Filters) =>
      new Map(
        Map.groupBy(await asked(started, name, { ...range, ...filters }), ({ product }) => String(product)),
      );
    for (const filters of asks.slice(1)) {
      const rows = await counted(filters);
      const isOpen = (fleet: Machine[]) =>
        asks
          .filter((fewer) => fewer !== filters && isWithin(fewer, filters))
          .every((fewer) => fine(fleet.filter(meets(fewer)).length - fleet.filter(meets(filters)).length)) &&
        fine(fleet.filter(meets(filters)).length);
      for (const [product, fleet] of all) {
        if (!filters.edition && !filters.country) continue;
        if (!isOpen(fleet))
          expect(rows.get(product), `${product} ${JSON.stringify(filters)}`).toBeUndefined();
      }
    }
  },
);

test('by organization, a report shows only where five installations are on either side; versions always', async () => {
  const geography = await asked(started, 'geography', { ...range, organization: 'acme' });
  const versions = await asked(started, 'version-distribution', { ...range, organization: 'acme' });
  for (const [product, fleet] of all) {
    const inside = fleet.filter(meets({ organization: 'acme' })).length;
    const isShown = inside >= threshold && fleet.length - inside >= threshold;
    expect(
      geography.some((row) => row.product === product),
      product,
    ).toBe(isShown);
    const count = versions
      .filter((row) => row.product === product)
      .map(({ installations }) => Number(installations));
    expect(count.reduce((one, other) => one + other, 0)).toBe(inside);
  }
});
