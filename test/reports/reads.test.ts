import { expect, test } from 'vitest';
import { licenseEvidence, reports } from '../../reports/reports.ts';
import { readsOf } from './reads.ts';

/** What a question costs is what it reads: more is a decision, not a side effect of one more reference. */
const promised = {
  'license-introductions': { license_events: 1 },
  // Once for days, and once more for checkouts and returns, in their order.
  'license-peaks': { license_events: 2, installation_days: 1 },
  'license-usage': { license_events: 2, installation_days: 1 },
  'version-distribution': { license_events: 1, installation_days: 1 },
  geography: { installation_days: 1 },
  // Once for the filters, and once for what installations say of themselves, or for how many there are.
  environment: { installation_days: 2 },
  devices: { events: 1, installation_days: 2 },
  events: { events: 1, installation_days: 1 },
  'languages-and-roles': { events: 1, installation_days: 1 },
};

test.for(Object.entries(promised))('%s reads each table so often, and no more', ([name, times]) => {
  const { sql = '' } = reports().find((report) => report.name === name) ?? {};
  const { entitlements: _, ...reads } = readsOf(sql);
  expect(reads).toEqual(times);
});

test('evidence reads what the report does to find the peak, and again for the holds behind it', () => {
  expect(readsOf(licenseEvidence().sql)).toMatchObject({ license_events: 4, installation_days: 2 });
});

test('each reference to an expression is counted as a reading of what it reads', () => {
  const twice = `-- FROM events
WITH one AS (
  SELECT a FROM events
),
two AS (
  SELECT a FROM one
  JOIN license_events USING (a)
)
SELECT ' FROM events ' FROM two JOIN one ON true`;
  expect(readsOf(twice)).toEqual({ events: 2, license_events: 1 });
});
