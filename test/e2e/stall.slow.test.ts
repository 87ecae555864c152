import { expect, test } from 'vitest';
import { refresh } from './lake.ts';
import { addProduct, event, Installation, localForFile } from './local.ts';

/** A service that sends its headers and then nothing: our 503 comes before a function's 20 s, and the gateway's 30. */
const started = localForFile({ schedules: false });
const licensed = () =>
  event({
    event_name: 'license_checked',
    properties: { license_key: 'AAAA-BBBB', license_type: 'floating' },
  });

/** Makes the n-th call from here on, and all after it, stall. */
function stallFrom(n: number, service = ''): void {
  let calls = 0;
  started.fail((call) => (call.startsWith(service) && ++calls >= n ? 'stall' : undefined));
}

// The secret first: it is read once an instance.
test.for(['secretsmanager', 'DynamoDB', 'Firehose'])(
  'while %s stalls, events are answered 503 in time',
  { timeout: 60_000 },
  async (service) => {
    const product = `stalls-${service.toLowerCase()}`;
    const installation = new Installation(started, await addProduct(started, product));
    await installation.decide('granted', ['usage', 'licensing']);
    stallFrom(1, service);
    const began = performance.now();
    const { status, headers } = await installation.post([licensed()]);
    started.fail(() => undefined);
    expect([status, headers.get('retry-after')]).toEqual([503, '60']);
    expect(performance.now() - began).toBeLessThan(18_000);
  },
);

test('withdrawing and erasing, whichever of its calls stalls first, is answered in time', async () => {
  const key = await addProduct(started, 'stalls');
  for (let from = 1, last = 0; from === 1 || last === 503; from += 2) {
    const installation = new Installation(started, key);
    await installation.decide('granted', ['usage']);
    stallFrom(from);
    const more = { erase: true, decided_at: new Date().toISOString() };
    const began = performance.now();
    last = (await installation.decide('withdrawn', [], more)).status;
    started.fail(() => undefined);
    expect(performance.now() - began).toBeLessThan(18_000);
    expect((await installation.decide('withdrawn', [], more)).status).toBe(200);
  }
}, 300_000);

test('an Athena that answers with nothing, or stalls, ends a refresh with a fault, not never', async () => {
  started.fail((call) => (call.startsWith('AmazonAthena') ? { body: {} } : undefined));
  expect(await refresh(started, 'late')).toHaveProperty('fault');
  started.fail(() => undefined);
});
