import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { hour } from '../../shared/time.ts';
import { disagreements, land, refreshed, row, stored } from '../e2e/lake.ts';
import { localForFile } from '../e2e/local.ts';

const started = localForFile({ schedules: false });
beforeAll(() => refreshed(started));

const anHourAgo = () => new Date(Date.now() - hour);
/** Each of an installation of its own, or what the tables know already would hide that one is missing. */
const event = (at: Date) =>
  row('landing', at, {
    installation_id: randomUUID(),
    license_id: 'license',
    received_at: at.toISOString(),
  });

test('what lands in an hour gone by, at any listing or statement of a refresh, is in all tables after the next', async () => {
  const ids: string[] = [];
  const arrive = (at: Date) => {
    const one = event(at);
    ids.push(one.event_id);
    land(started, at, [one]);
  };
  arrive(anHourAgo());
  await refreshed(started, 'recent');
  for (let at = 0, calls = 1; at < calls; at++) {
    arrive(new Date());
    calls = 0;
    started.fail((call) => {
      if (/ListObjects|StartQuery/.test(call) && calls++ === at) arrive(anHourAgo());
      return undefined;
    });
    await refreshed(started, 'recent');
    started.fail(() => undefined);
    expect(await disagreements(started), `at call ${at} of them`).toBe(0);
    await refreshed(started, 'recent');
    expect(await disagreements(started), `after call ${at} of them`).toBe(0);
    expect((await stored(started, 'landing')).sort()).toEqual(ids.toSorted());
  }
}, 300_000);
