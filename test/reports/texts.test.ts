import { expect, test } from 'vitest';
import { reports } from '../../reports/reports.ts';
import { parametersOf } from '../../reports/run.ts';

const all = reports();

test('there are the reports of the contract', () => {
  expect(all.map(({ name }) => name)).toEqual([
    'active-installations',
    'applications-per-instance',
    'consent-rate',
    'content-downloads',
    'devices',
    'environment',
    'events',
    'exposure',
    'feature-adoption',
    'geography',
    'ingest-quality',
    'languages-and-roles',
    'license-introductions',
    'license-peaks',
    'license-usage',
    'logins-and-users',
    'resource-usage',
    'retention',
    'stability',
    'version-adoption',
    'version-distribution',
  ]);
});

test.for(all)('$name says at its top what it is, and takes no parameter that there is not', (report) => {
  expect(report.title).toMatch(/^[A-Z]/);
  expect(report.question).toMatch(/\?$/);
  expect(report.notes).toMatch(/^[A-Z`].*\.$/);
  expect(['bars', 'bullets', 'columns', 'heatmap', 'lines', 'peaks', 'ranges', 'stacked']).toContain(
    report.chart.kind,
  );
  expect(report.sql).not.toMatch(/\{[a-z]|(?<!:):[a-z]|--.*\?/);
  expect(report.sql.match(/\?/g)).toHaveLength(report.parameters.length);
  expect(parametersOf(report, { from: '2026-10-01', to: '2026-10-15' })).not.toContain(undefined);
});

test.for(['logins-and-users', 'languages-and-roles', 'license-usage'])(
  '%s says how users are counted',
  (name) => {
    const { notes } = all.find((report) => report.name === name) ?? {};
    expect(notes?.toLowerCase()).toContain(
      'users are counted per installation unless the product supplies its own guid',
    );
  },
);

test.for(all)('$name takes no version apart: version_key orders them', ({ sql }) => {
  expect(sql).not.toMatch(/\b(?:split|split_part|regexp_\w+)\(\s*(?:\w+[.])?product_version\b/);
  const last = sql.slice(sql.lastIndexOf('ORDER BY'));
  expect(/\bproduct_version\b/.test(last)).toBe(false);
});
