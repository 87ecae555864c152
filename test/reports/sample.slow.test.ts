import { expect, test } from 'vitest';
import { fleet } from '../../local/fleet/fleet.ts';
import { entitlements, products } from '../../local/fleet/vendor.ts';
import { day } from '../../shared/time.ts';
import { expected } from './expected/all.ts';
import type { Expected } from './expected/field.ts';
import { kept } from './sent.ts';

/** What is to be seen of the sample fleet, whatever day it starts: plainly computed from all that it sends. */

const start = '2027-02-03';
const to = Date.parse(start) + day;
const sent = kept(fleet(start));
const sold = products.flatMap((product) =>
  entitlements(product, start).map((each) => ({ product: product.name, ...each })),
);
const field = { ...sent, sold, from: to - 90 * day, to };
const rowsOf = (name: string) => (expected[name] as Expected)(field);

test('a license has each status there is, for the reason it is there', () => {
  const rows = rowsOf('license-usage');
  const of = (organization_id: string) =>
    rows.find((row) => row.product === 'atlas-cad' && row.organization_id === organization_id) as {
      [column: string]: number;
    };
  expect(new Set(rows.map(({ status }) => status))).toEqual(
    new Set([
      ...['in_use', 'over_used', 'to_review', 'not_seen', 'not_measured'],
      ...['unlimited', 'not_begun', 'expired', 'not_sold'],
    ]),
  );
  // Four times as many people take turns on ten seats: the case that was once an accusation.
  expect(of('acme')).toMatchObject({
    license_type: 'floating',
    seats_seen: 40,
    seats_peak: 10,
    status: 'in_use',
  });
  expect(of('acme').denied).toBeGreaterThan(100);
  expect(of('aurora-foods')).toMatchObject({ license_type: 'floating', status: 'over_used' });
  const named = of('baltic-steel');
  expect(named).toMatchObject({ license_type: 'named_user', status: 'in_use' });
  expect(Number(named.seats_peak) / Number(named.seats_purchased)).toBeGreaterThan(0.85);
  const replaced = of('brightwater');
  expect(replaced).toMatchObject({ license_type: 'node_locked', status: 'in_use' });
  expect(replaced.seats_seen).toBeGreaterThan(Number(replaced.seats_purchased));
  expect(of('cedar-health')).toMatchObject({ seats_purchased: null, status: 'unlimited' });
  expect(of('contoso').status).toBe('expired');
  expect(of('delta-rail').status).toBe('not_begun');
  for (const organization of ['evergreen-energy', 'wide-world'])
    expect(of(organization).status).toBe('not_seen');
  expect(of('harbor-logistics').status).toBe('to_review');
});

test('one release crashes more than any other', () => {
  const share = ({ failed_sessions, sessions }: Record<string, unknown>) =>
    Number(failed_sessions) / Number(sessions);
  const cad = rowsOf('stability').filter(({ product, numbers }) => product === 'atlas-cad' && numbers);
  const released = cad.filter(({ product_version }) => !String(product_version).includes('rc'));
  const worst = released.toSorted((a, b) => share(b) - share(a));
  expect(worst[0]?.product_version).toBe('4.2.0');
  expect(share(worst[0] ?? {})).toBeGreaterThan(2 * share(worst[1] ?? {}));
});

test('some say who they are, and most do not', () => {
  for (const { users, installations, identified_share } of rowsOf('logins-and-users')) {
    expect(identified_share).toBeGreaterThan(0.2);
    expect(identified_share).toBeLessThan(0.75);
    expect(users).toBeGreaterThanOrEqual(Number(installations));
  }
  // One administrator allows use, and forbids it.
  const forbidden = sent.rows.filter(({ organization }) => organization === 'umbra-optics');
  expect(forbidden.some(({ event_name }) => event_name === 'feature_used')).toBe(true);
  expect(forbidden.filter(({ user, role }) => user || role)).toEqual([]);
});
