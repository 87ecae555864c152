import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addProduct, event, Installation, localForFile } from './local.ts';

const started = localForFile({ schedules: false });

test('what was taken and refused is counted in the log, by reasons of ours, at once by a new instance', async () => {
  const installation = new Installation(started, await addProduct(started, 'counted'));
  await installation.decide('granted', ['usage']);
  const events = [event(), event({ event_name: 'nobody_knows' }), event({ session_id: 'none' })];
  await installation.post(events);
  const files = globSync(join(started.data, 'logs', 'Ingest*.log'));
  const lines = files.flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  const told = lines.filter((line) => line.includes('"tally"')).map((line) => JSON.parse(line));
  expect(told).toEqual([
    {
      timestamp: expect.any(String),
      level: 'INFO',
      tally: { requests: 1, accepted: 2, rejected: 1, ignored: 1, consent_granted: 1, event_unknown: 1 },
    },
  ]);
});
