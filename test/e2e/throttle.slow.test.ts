import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stackWith } from '../stack.ts';
import { addProduct, event, Installation, local } from './local.ts';

test('a throttle directive that the vendor has set comes with every reply to events', async () => {
  const next = { after_seconds: 3600, drop: ['resource_usage_reported'] };
  const started = await local({ stack: stackWith({ next }), schedules: false });
  const installation = new Installation(started, await addProduct(started, 'throttled'));
  await installation.decide('granted', ['usage']);
  const { json } = await installation.post([event(), event({ event_name: 'no_such_event' })]);
  expect(json).toMatchObject({ accepted: 1, rejected: [{ index: 1 }], next });
  await started.stop();
  rmSync(started.data, { recursive: true, force: true });
});

test('without one there is nothing of it', async () => {
  const started = await local({ schedules: false });
  const installation = new Installation(started, await addProduct(started, 'unthrottled'));
  expect((await installation.post([event()])).json).not.toHaveProperty('next');
  await started.stop();
  rmSync(started.data, { recursive: true, force: true });
});
