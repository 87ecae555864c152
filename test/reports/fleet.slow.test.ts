import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { stringify } from 'csv-stringify/sync';
import { beforeAll, expect, test } from 'vitest';
import { fleet } from '../../local/fleet/fleet.ts';
import { type Keys, send } from '../../local/fleet/send.ts';
import { entitlements, policies, products } from '../../local/fleet/vendor.ts';
import { deployment } from '../../operator/deployment.ts';
import { affected } from '../../reports/exposure/affected.ts';
import { reports } from '../../reports/reports.ts';
import { queryTarget, runReport } from '../../reports/run.ts';
import { day, dayOf } from '../../shared/time.ts';
import { licenseId } from '../e2e/entitlements.ts';
import { query, refreshed, stored } from '../e2e/lake.ts';
import { localForFile } from '../e2e/local.ts';
import { expected } from './expected/all.ts';
import { affectedVersions } from './expected/exposure.ts';
import { kept } from './sent.ts';

const started = localForFile({ schedules: false });
const start = dayOf(Date.now());
const share = 0.04;
const sent = kept(fleet(start, share));
// What comes again, from those that have not withdrawn: a grant sent again does not undo that.
const again = kept(
  fleet(start, share / 8).filter(
    (calls) => !calls.some(({ body }) => 'decision' in body && body.decision === 'withdrawn'),
  ),
);
const copies = [...sent.copies, ...again.rows, ...again.copies];
const sold = products.flatMap((product) =>
  entitlements(product, start).map((each) => ({ product: product.name, ...each })),
);

async function admin(command: string, request: object): Promise<Record<string, string>> {
  const name = started.template.outputs.AdminFunction as string;
  const outcome = await started.functions.invoke(name, { command, ...request });
  return (outcome as { result: Record<string, string> }).result;
}

// All of it, and some of it again.
beforeAll(async () => {
  const keys: Keys = {};
  for (const sold of products) {
    const product = sold.name;
    const live = await admin('product add', { product });
    const test = await admin('key add', { product, test: true });
    const csv = gzipSync(stringify(entitlements(sold, start), { header: true })).toString('base64');
    expect(await admin('entitlements import', { product, csv })).toMatchObject({ entitlements: 25 });
    keys[product] = { live: live.write_key as string, test: test.write_key as string };
  }
  for (const [organization_id, allowed_purposes] of Object.entries(policies)) {
    const { token } = await admin('organization add', { organization_id, renew: false });
    await fetch(`${started.url}/v1/organizations/${organization_id}/consent`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ allowed_purposes, decided_at: new Date().toISOString() }),
    });
  }
  await send(started.url, keys, start, () => {}, share);
  await refreshed(started);
  await send(started.url, keys, start, () => {}, share / 8);
  await refreshed(started);
}, 240_000);

test('what was consented to is stored, once, and nothing else', async () => {
  for (const { name } of products) {
    const ids = sent.rows.filter(({ product }) => product === name).map(({ event_id }) => event_id);
    expect((await stored(started, name)).sort()).toEqual(ids.sort());
  }
});

/** What is left out of a row before it is compared: it depends on when the fleet was sent. */
const apart: Record<string, string[]> = {
  'consent-rate': ['week'],
  'ingest-quality': ['day', 'late', 'late_share'],
};

const ranges = [
  [dayOf(Date.parse(start) - 90 * day), dayOf(Date.parse(start) + day)],
  // From and to within weeks.
  [dayOf(Date.parse(start) - 47 * day), dayOf(Date.parse(start) - 9 * day)],
] as const;

test.for(reports())('$name says of the fleet what a plain computation says', async (report) => {
  const target = queryTarget(await deployment(started));
  const plainly = expected[report.name];
  if (!plainly) throw new Error('It has no plain computation.');
  // These two tell of when things arrived: all of it now.
  for (const [from, to] of apart[report.name] ? ranges.slice(0, 1) : ranges) {
    const { rows } = await runReport(target, report, { from, to, affected: affected(affectedVersions) });
    const field = { ...sent, copies, sold, from: Date.parse(from), to: Date.parse(to) };
    const should = plainly(field).map(({ license_id, ...row }) => ({
      ...row,
      ...(license_id !== undefined && { license_id: licenseId(started, license_id as string) }),
    }));
    expect(rows.length).toBeGreaterThan(0);
    const without = (all: object[]) => all.map((row) => leave(row, apart[report.name] ?? [])).sort();
    expect(without(rows)).toEqual(without(should));
  }
});

const leave = (row: object, names: string[]) =>
  JSON.stringify(
    Object.entries(row)
      .filter(([name]) => !names.includes(name))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );

test('every query of docs/reports.md has rows on the sample', async () => {
  const doc = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'reports.md'), 'utf8');
  for (const [, sql = ''] of doc.matchAll(/```sql\n([^`]*)```/g))
    expect((await query(started, sql)).length, sql).toBeGreaterThan(0);
});
