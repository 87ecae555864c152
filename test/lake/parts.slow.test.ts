import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hour } from '../../shared/time.ts';
import { disagreements, land, refreshed, row, stored } from '../e2e/lake.ts';
import { type Local, local } from '../e2e/local.ts';
import { stackWith } from '../stack.ts';

/** A stack whose statements take so little that each hour goes by slices. */
let started: Local;
beforeAll(async () => {
  started = await local({ stack: stackWith({ refreshBytes: 1024 }), schedules: false });
  await refreshed(started);
});
afterAll(async () => {
  await started.stop();
  rmSync(started.data, { recursive: true, force: true });
});

test('what is too much for one statement is taken by parts, each event once', async () => {
  const rows = Array.from({ length: 200 }, (_, i) =>
    row('parts', new Date(Date.now() - 3 * hour), {
      installation_id: randomUUID(),
      license_id: i % 3 ? undefined : 'license',
    }),
  );
  land(started, new Date(), [...rows.slice(0, 120), ...rows.slice(0, 20)]);
  land(started, new Date(Date.now() - hour), rows.slice(100));
  const statements: string[] = [];
  started.fail((call) => {
    if (call.endsWith('.StartQueryExecution')) statements.push(call);
    return undefined;
  });
  await refreshed(started, 'recent');
  started.fail(() => undefined);
  // Several for the events, and one for each of the two tables that follow from them.
  expect(statements.length).toBeGreaterThan(2 + 4);
  await refreshed(started);
  expect((await stored(started, 'parts')).sort()).toEqual(rows.map(({ event_id }) => event_id).sort());
  expect(await disagreements(started)).toBe(0);
});

test('where nothing has landed, a refresh asks nothing of Athena', async () => {
  const quiet = await local({ schedules: false });
  try {
    await refreshed(quiet);
    let statements = 0;
    quiet.fail((call) => {
      statements += Number(call.endsWith('.StartQueryExecution'));
      return undefined;
    });
    await refreshed(quiet, 'recent', 'late');
    expect(statements).toBe(0);
  } finally {
    await quiet.stop();
    rmSync(quiet.data, { recursive: true, force: true });
  }
});
