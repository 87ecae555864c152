import { gzipSync } from 'node:zlib';
import { stringify } from 'csv-stringify/sync';
import { expect, test } from 'vitest';
import { type Call, fleet } from '../../local/fleet/fleet.ts';
import { type Keys, send } from '../../local/fleet/send.ts';
import { entitlements, optedOut, products } from '../../local/fleet/vendor.ts';
import { refreshed, stored } from './lake.ts';
import { localForFile, report } from './local.ts';
import { licenseUsage } from './usage.ts';

const started = localForFile({ schedules: false });
const start = new Date().toISOString().slice(0, 10);
const share = 0.04;

/** What each event is for, as the contract has it. */
const purposeOf: Record<string, string> = {
  user_count_reported: 'licensing',
  license_activated: 'licensing',
  license_checked: 'licensing',
  device_reported: 'environment',
  resource_usage_reported: 'diagnostics',
};

type Kept = { product: string; version: string; event_id: string; occurred_at: string; counted: boolean };

/** What is kept of an installation's calls, by the rules of consent: the event's purpose, granted when it came. */
function kept(calls: Call[]): Kept[] {
  const rows: Kept[] = [];
  let granted: string[] = [];
  for (const call of calls) {
    const { organization_id } = call.body;
    if (call.method === 'PUT') granted = call.body.decision === 'granted' ? call.body.purposes : [];
    else if (organization_id !== optedOut) {
      const { context, events } = call.body;
      rows.push(
        ...events
          .filter(({ event_name }) => granted.includes(purposeOf[event_name] ?? 'usage'))
          .map(({ event_id, occurred_at }) => ({
            product: call.product,
            version: context.product_version,
            event_id,
            occurred_at,
            counted: !call.test && !context.ci,
          })),
      );
    }
  }
  return rows;
}

/** Installations by product and version, each at its latest. */
function distribution(installations: Kept[][]) {
  const latest = installations
    .map((rows) => rows.filter(({ counted }) => counted))
    .filter((rows) => rows.length > 0)
    .map((rows) => rows.reduce((one, other) => (other.occurred_at > one.occurred_at ? other : one)));
  return [...Map.groupBy(latest, ({ product }) => product)].flatMap(([product, ofProduct]) =>
    [...Map.groupBy(ofProduct, ({ version }) => version)].map(([product_version, { length }]) => ({
      product,
      product_version,
      installations: length,
      share: length / ofProduct.length,
    })),
  );
}

async function admin(command: string, request: object): Promise<Record<string, string>> {
  const outcome = await started.functions.invoke(started.template.outputs.AdminFunction as string, {
    command,
    ...request,
  });
  return (outcome as { result: Record<string, string> }).result;
}

test('both reports say of the fleet what its requests say, sent once or twice', async () => {
  const keys: Keys = {};
  for (const sold of products) {
    const product = sold.name;
    const live = await admin('product add', { product });
    const test = await admin('key add', { product, test: true });
    const csv = gzipSync(stringify(entitlements(sold, start), { header: true })).toString('base64');
    expect(await admin('entitlements import', { product, csv })).toMatchObject({ entitlements: 25 });
    keys[product] = { live: live.write_key as string, test: test.write_key as string };
  }
  const { token } = await admin('organization add', { organization_id: optedOut, renew: false });
  const decision = { allowed_purposes: [], decided_at: new Date().toISOString() };
  await fetch(`${started.url}/v1/organizations/${optedOut}/consent`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(decision),
  });

  const expected = [...fleet(start, share)].map(kept);
  const byVersion = (rows: ReturnType<typeof distribution>) =>
    rows.toSorted((a, b) => (a.product + a.product_version < b.product + b.product_version ? -1 : 1));
  // All of it, and some of it again.
  for (const part of [share, share / 8]) {
    await send(started.url, keys, start, () => {}, part);
    await refreshed(started);
    for (const { name } of products) {
      const ids = expected.flat().filter(({ product }) => product === name);
      expect((await stored(started, name)).sort()).toEqual(ids.map(({ event_id }) => event_id).sort());
    }
  }
  const from = new Date(Date.parse(start) - 90 * 86_400_000).toISOString().slice(0, 10);
  const rows = await report(started.data, 'version-distribution', '--from', from, '--to', start);
  expect(rows.length).toBeGreaterThan(5);
  expect(byVersion(rows)).toEqual(byVersion(distribution(expected)));

  const last = new Date(Date.parse(start) - 86_400_000).toISOString().slice(0, 10);
  for (const product of products) {
    const sent = [...fleet(start, share)].filter(([call]) => call?.product === product.name);
    const usage = licenseUsage(sent, entitlements(product, start), last);
    const range = ['--from', from, '--to', start, '--product', product.name];
    const reported = await report(started.data, 'license-usage', ...range);
    const compared = reported.map(
      ({ product: _, license_id, utilization, over_use, valid_to, ...row }) => row,
    );
    expect(compared).toHaveLength(usage.length);
    expect(compared).toEqual(expect.arrayContaining(usage));
    for (const { seats_purchased, seats_active, utilization, over_use } of reported) {
      expect(utilization).toBe(seats_purchased ? seats_active / seats_purchased : null);
      expect(over_use).toBe(Math.max(0, seats_active - seats_purchased));
    }
  }
}, 240_000);

test('the whole fleet is some 2,000 installations and at most 5,000 requests with events', () => {
  let installations = 0;
  let requests = 0;
  const seen = new Set<string>();
  for (const calls of fleet('2026-11-22')) {
    installations++;
    seen.add((calls[0] as Call).body.installation_id);
    requests += calls.filter(({ method }) => method === 'POST').length;
  }
  expect(seen.size).toBe(installations);
  expect(installations).toBeGreaterThan(1900);
  expect(installations).toBeLessThan(2100);
  expect(requests).toBeLessThanOrEqual(5000);
});

test('the same start makes the same fleet, another start another time', () => {
  const some = (from: string) => JSON.stringify([...fleet(from, 0.01)]);
  expect(some('2026-11-22')).toBe(some('2026-11-22'));
  expect(some('2026-11-23')).not.toBe(some('2026-11-22'));
});
