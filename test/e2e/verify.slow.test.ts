import { afterEach, expect, test } from 'vitest';
import { query, scan } from './lake.ts';
import { command, localForFile } from './local.ts';

const started = localForFile({ schedules: false });
afterEach(() => started.fail(() => undefined));

test('verify goes through the whole stack in words, and leaves nothing of what it sent', async () => {
  const { code, out, err } = await command('verify', started.data);
  expect(code, out + err).toBe(0);
  const steps = out.split('\n').filter((line) => line.startsWith('ok '));
  expect(steps).toHaveLength(11);
  for (const proven of ['projection', 'gzip member', 'INSERT', 'DELETE', 'OPTIMIZE', 'alarms'])
    expect(out).toContain(proven);
  expect(out).toMatch(/The stack does what it should \(\d+:\d\d\)\.[^\n]*\n$/);
  // What stays is what stays of anybody: that somebody decided, which names nobody.
  const left = await query(started, 'SELECT event_name, installation_id, test FROM events');
  expect(left).toEqual([{ event_name: 'consent_decided', installation_id: null, test: true }]);
  const items = await scan(started);
  const [keys] = items.filter(({ pk }) => pk === 'product#assent-verify');
  expect(keys).toMatchObject({ keys: {} });
});

test('verify names the step that fails, ends with 1, and cleans up all the same', async () => {
  started.fail((call) => (call === 'Firehose.PutRecord' ? 'cut' : undefined));
  const { code, out, err } = await command('verify', started.data);
  expect([code, out.includes('FAILED  a decision on consent is recorded')], err).toEqual([1, true]);
  expect(err).toMatch(/answered 503/);
  const items = await scan(started);
  expect(items.find(({ pk }) => pk === 'product#assent-verify')).toMatchObject({ keys: {} });
});
