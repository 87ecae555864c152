import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stored } from './lake.ts';
import { addProduct, command, event, eventually, Installation, localForFile } from './local.ts';

const started = localForFile();

test('a scheduled run that fails for good is kept, and replayed by a command', async () => {
  const failed = join(started.data, 'failed-runs.json');
  const installation = new Installation(started, await addProduct(started, 'replayed'));
  await installation.decide('granted', ['usage']);
  const sent = event();
  started.fail((call) => (call.startsWith('AmazonAthena') ? 'cut' : undefined));
  expect((await installation.post([sent])).status).toBe(202);
  // Each is tried three times before.
  await eventually(async () => existsSync(failed), 200);
  started.fail(() => undefined);
  const { code, out } = await command('refresh', started.data, '--replay');
  expect([code, out]).toEqual([0, expect.stringMatching(/^Run once more: [1-9]\.\nRefreshed\.\n$/)]);
  expect(JSON.parse(readFileSync(failed, 'utf8'))).toEqual([]);
  expect(await stored(started, 'replayed')).toEqual([sent.event_id]);
}, 300_000);
