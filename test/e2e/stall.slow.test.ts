import { expect, test } from 'vitest';
import { addProduct, Installation, localForFile } from './local.ts';

/** Services that send their headers and then nothing: our 503 comes before a function's 20 s. `npm run faults` has the rest. */
const started = localForFile({ schedules: false });
/** Makes the n-th call from here on, and all after it, stall. */
function stallFrom(n: number): void {
  let calls = 0;
  started.fail(() => (++calls >= n ? 'stall' : undefined));
}

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
