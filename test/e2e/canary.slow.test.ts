import { expect, test } from 'vitest';
import { query, refreshed, scan } from './lake.ts';
import { daysLater } from './later.ts';
import { localForFile } from './local.ts';
import { metrics } from './metrics.ts';

const started = localForFile({ schedules: false });
type Canary = { installation_id: string; erasure_id?: string };
const canaries = async (): Promise<Canary[]> => {
  const lease = (await scan(started)).find(({ pk }) => pk === 'lease') as {
    progress: { canaries: Canary[] };
  };
  return lease.progress.canaries;
};
const rowsOf = async ({ installation_id }: Canary) =>
  (await query(started, 'SELECT test FROM events WHERE installation_id = ?', installation_id)).length;
const daily = async () => {
  await refreshed(started, 'late', 'erase', 'compact', 'evidence');
  await refreshed(started, 'canary');
};

test('a canary is seeded by the front door, erased on a later day, and looked for until it is gone', async () => {
  await daily();
  const [first, ...none] = (await canaries()) as [Canary];
  expect(none).toEqual([]);
  await daily();
  expect(await canaries()).toEqual([first]);
  expect(await rowsOf(first)).toBe(1);

  await daysLater(started, 1);
  await daily();
  const [asked, second] = (await canaries()) as [Canary, Canary];
  expect([asked.installation_id, typeof asked.erasure_id]).toEqual([first.installation_id, 'string']);
  expect(second.erasure_id).toBeUndefined();

  await daysLater(started, 1);
  await daily();
  expect(await rowsOf(first)).toBe(0);
  expect(await rowsOf(second)).toBe(1);
  expect(metrics(started, 'CanaryFailures')).toEqual([0, 0, 0, 0]);
  await daysLater(started, 8);
  await daily();
  const left = await canaries();
  expect(left.map(({ installation_id }) => installation_id)).not.toContain(first.installation_id);
});

test('a canary that never arrived, or whose rows are still there, is a failure', async () => {
  await refreshed(started, 'canary');
  await daysLater(started, 1);
  const before = (await canaries()) as Canary[];
  await query(started, "DELETE FROM events WHERE product = 'assent-canary'");
  await refreshed(started, 'canary');
  expect(metrics(started, 'CanaryFailures').at(-1)).toBeGreaterThan(0);
  expect(before.length).toBeGreaterThan(0);
});
