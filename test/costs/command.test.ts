import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..', '..');
/** What `npm run cost` prints with these options. */
const cost = async (...options: string[]) =>
  (await promisify(execFile)(process.execPath, [join(root, 'cli', 'cost.ts'), ...options], { cwd: root }))
    .stdout;

test('a fleet is told by installations and hours, and what is idle apart from what is used', async () => {
  const [said, json] = await Promise.all([
    cost('--installations', '100000', '--hours', '6'),
    cost('--installations', '100000', '--hours', '6', '--json'),
  ]);
  const { usd, usd_idle, usd_per_thousand_installations, requests, rows } = JSON.parse(json);
  expect(requests).toBe(100_000 * 22 * 6);
  expect(usd).toBeCloseTo(
    rows.reduce((sum: number, row: { usd: number }) => sum + row.usd, 0),
    6,
  );
  expect(usd_per_thousand_installations).toBeCloseTo((usd - usd_idle) / 100, 6);
  expect(said).toContain(`A stack that nobody uses costs $${usd_idle.toFixed(2)} of it.`);
  expect(said).toContain(
    `a thousand installations cost $${usd_per_thousand_installations.toFixed(2)} a month.`,
  );
});

test('the worst month is told route by route, with its sum', async () => {
  const [said, json] = await Promise.all([cost('--attack'), cost('--attack', '--json')]);
  const { harms, usd } = JSON.parse(json);
  expect(usd).toBeCloseTo(
    harms.reduce((sum: number, harm: { usd: number }) => sum + harm.usd, 0),
    6,
  );
  expect(said).toMatch(/^ POST \/v1\/events, 500 events each +20 a second +\d+ *$/m);
  expect(said).toMatch(new RegExp(`^ all +${usd.toFixed(0)} *$`, 'm'));
});
