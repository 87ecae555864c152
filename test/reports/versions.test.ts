import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { versionKey } from '../../shared/versions/key.ts';
import { query, refreshed } from '../e2e/lake.ts';
import { localForFile } from '../e2e/local.ts';
import { asked, noon, range, seen } from './ask.ts';

const started = localForFile({ schedules: false });
const file = join(import.meta.dirname, '..', 'field', 'versions', 'families.json');
const families: Record<string, (string | string[])[]> = JSON.parse(readFileSync(file, 'utf8'));
/** Each once, as any family has it; a report calls an empty one by its name, as any other. */
const versions = [...new Set(Object.values(families).flat(2))].filter(Boolean);
const keyed = (version: string) => ({ version, key: versionKey(version) });
const ordered = versions
  .map(keyed)
  .sort((one, other) => (one.key < other.key ? -1 : 1))
  .map(({ version }) => version);

beforeAll(async () => {
  const rows = versions.map((product_version, n) => ({ n, at: noon, product_version }));
  seen(started, 'families', rows.toReversed());
  await refreshed(started);
});

test.for(['version-distribution', 'version-adoption'])(
  '%s has the versions of every family in order',
  async (name) => {
    const rows = await asked(started, name, { product: 'families', ...range });
    expect(rows.map(({ product_version }) => product_version)).toEqual(ordered);
  },
);

test('the precedence alone is what stands before the separator, in SQL too', async () => {
  const sql = `SELECT split_part(version_key, '|', 1) AS precedence, count(*) AS versions FROM events
    WHERE product = ? AND product_version IN ('4.2', '4.2.0', '4.2.0.0') GROUP BY 1`;
  expect(await query(started, sql, 'families')).toEqual([{ precedence: '014.012*', versions: 3 }]);
});
