import { expect, test } from 'vitest';
import { licenseEvidence } from '../../reports/reports.ts';
import { land, query, refreshed } from '../e2e/lake.ts';
import { localForFile } from '../e2e/local.ts';
import { asked } from '../reports/ask.ts';
import { fleetOf } from './fleet.ts';
import { comparable, landed, plainly, range, soldTo } from './lay.ts';
import { recomputed } from './recomputed.ts';
import { brokenOf } from './truth.ts';

const peakOf = ({ product, license_id, seats_peak }: Record<string, unknown>) =>
  [product, license_id, seats_peak].join(' ');

/** The promises of docs/licenses.md for so many generated fleets, each a product, so that one statement answers all. */
export function holdForFleets(count: number): void {
  const started = localForFile({ schedules: false });
  const fleets = Array.from({ length: count }, (_, number) => fleetOf(number));
  const said = async (name: string) => {
    const rows = await asked(started, name, range);
    return rows as (Record<string, unknown> & Parameters<typeof brokenOf>[1][number])[];
  };

  test(`of ${count} fleets none that kept to its license is accused, and what is over is found`, async () => {
    for (let i = 0; i < count; i += 100) land(started, new Date(), landed(fleets.slice(i, i + 100)));
    await refreshed(started);
    for (const statement of soldTo(fleets)) await query(started, statement);
    const usage = await said('license-usage');
    expect(fleets.flatMap((fleet) => brokenOf(fleet, usage))).toEqual([]);
    expect(comparable(usage)).toEqual(comparable(plainly('license-usage', fleets)));
    // What is generated has all of it.
    const statuses = new Set(usage.map(({ status }) => status));
    for (const status of ['over_used', 'to_review', 'in_use', 'expired']) expect(statuses).toContain(status);
    expect(comparable(await said('license-peaks'))).toEqual(comparable(plainly('license-peaks', fleets)));
    const peaks = usage.filter(({ seats_peak }) => seats_peak).map(peakOf);
    expect(
      recomputed(await asked(started, licenseEvidence(), range))
        .map(peakOf)
        .sort(),
    ).toEqual(peaks.sort());
  }, 600_000);
}
