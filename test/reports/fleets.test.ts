import { AthenaClient } from '@aws-sdk/client-athena';
import { beforeAll, expect, test } from 'vitest';
import { finish, results, start } from '../../functions/platform/athena.ts';
import { deployment } from '../../operator/deployment.ts';
import { disagreements, land, query, refreshed } from '../e2e/lake.ts';
import { localForFile } from '../e2e/local.ts';
import { fleetEntitlements, fleetRows, pairs } from './fleets.ts';

/** A hundred; `.ci/trino` asks for a thousand, on both engines. */
const count = 100;
const seed = 'npm test';
const started = localForFile({ schedules: false });

beforeAll(async () => {
  const rows = fleetRows(count, seed);
  const half = Math.floor(rows.length / 2);
  land(started, new Date(), rows.slice(0, half));
  await refreshed(started);
  land(started, new Date(), rows.slice(half - 100));
  await refreshed(started);
  for (const sold of fleetEntitlements(count, seed)) await query(started, sold);
});

async function ask({ sql, parameters }: { sql: string; parameters: string[] }) {
  const { aws, outputs } = await deployment(started);
  const client = new AthenaClient(aws);
  const id = await start(client, { sql, parameters, workgroup: outputs.ReportsWorkgroup as string });
  await finish(client, id);
  return (await results(client, id)).rows;
}

test('of a hundred random fleets, taken in two refreshes, the tables say what events say', async () => {
  expect(await disagreements(started)).toBe(0);
});

test.for(pairs)('$what: the report says what events say', async ({ report, oracle }) => {
  const rows = await ask(oracle);
  expect(rows.length).toBeGreaterThan(0);
  expect(await ask(report)).toEqual(rows);
});

test('a day that was made one row for each installation answers the same', async () => {
  const [pair] = pairs.filter(({ what }) => what.startsWith('exposure'));
  const before = await ask((pair as (typeof pairs)[number]).report);
  await query(started, 'INSERT INTO installation_days SELECT * FROM installation_days');
  expect(await ask((pair as (typeof pairs)[number]).report)).toEqual(before);
});
