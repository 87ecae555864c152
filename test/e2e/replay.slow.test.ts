import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stored } from './lake.ts';
import { addProduct, command, event, eventually, Installation, localForFile } from './local.ts';

const started = localForFile();

test('a scheduled run that fails for good is kept, and replayed by a command', async () => {
  const installation = new Installation(started, await addProduct(started, 'replayed'));
  await installation.decide('granted', ['usage']);
  const sent = event();
  started.fail((call) => (call.startsWith('AmazonAthena') ? 'cut' : undefined));
  await installation.post([sent]);
  const replay = () => command('refresh', started.data, '--replay');
  // Each is tried three times before.
  await eventually(async () => existsSync(join(started.data, 'failed-runs.json')), 60);
  expect((await replay()).code).toBe(1);
  started.fail(() => undefined);
  const { code, out } = await replay();
  expect([code, out]).toEqual([0, expect.stringMatching(/^Run once more: [1-9]\.\nRefreshed\.\n$/)]);
  expect(await stored(started, 'replayed')).toEqual([sent.event_id]);
  expect((await replay()).out).toContain('Run once more: 0.');
}, 120_000);
