import { afterEach, expect, test, vi } from 'vitest';
import { settings } from '#vendor/settings';
import { warnings } from '../../infra/warnings.ts';
import { countryTable } from '../../shared/country-table.ts';
import type { Settings } from '../../shared/settings.ts';

const folder = 'test/examples/countries';
afterEach(() => vi.useRealTimers());

const named = (change: Partial<Settings>) => warnings({ ...settings, ...change }).map(([name]) => name);

test('a table older than a year is warned of, by the time it was built', () => {
  const { built } = countryTable(undefined);
  vi.setSystemTime(built.getTime() + 364 * 86_400_000);
  expect(named({})).not.toContain('country-table');
  vi.setSystemTime(built.getTime() + 366 * 86_400_000);
  expect(named({})).toContain('country-table');
  expect(named({ countryTable: `${folder}/db-ip.mmdb` })).not.toContain('country-table');
  const [, sentence] =
    warnings({ ...settings, countryTable: `${folder}/maxmind.mmdb` }).find(
      ([name]) => name === 'country-table',
    ) ?? [];
  expect(sentence).toBe(
    'The table of countries (GeoLite2-Country) is of 2024-01-30, older than a year: docs/operations.md, "Countries", says how to renew it.',
  );
});

test('without an address for alarms, a budget or a name of the vendor, a sentence says what is missed', () => {
  expect(named({})).toEqual(expect.arrayContaining(['vendor', 'alarm-email', 'monthly-budget']));
  vi.setSystemTime(countryTable(undefined).built);
  const vendor = { name: 'Contoso', contact: 'privacy@contoso.example' };
  expect(named({ vendor, alarmEmail: 'operations@contoso.example', monthlyBudget: 50 })).toEqual([]);
  const budgeted = { alarmEmail: 'operations@contoso.example', monthlyBudget: 50 };
  expect(warnings({ ...settings, vendor, ...budgeted }, 'eu-north-1')).toEqual([
    [
      'no-budgets',
      expect.stringMatching(/^CloudFormation makes no budgets in eu-north-1: .+ in the console /),
    ],
  ]);
  for (const [, sentence] of warnings(settings)) expect(sentence).toMatch(/^[A-Zs][^\n]+: [^\n]+\.$/);
});
