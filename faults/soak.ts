import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { synthesize } from '../local/synth.ts';
import { askAdmin } from '../operator/invoke.ts';
import { Assent } from '../sdk/src/node.ts';
import { rowsOf } from './field.ts';
import { Lane } from './lane.ts';
import { patiently } from './patience.ts';
import { ways } from './services.ts';

/** Where a soak stands: MB of memory, open handles, files of the SDKs. */
type Mark = { memory_mb: number; handles: number; files: number };
/** What was given to the SDKs, what they dropped, what the table holds; once a third of the time was over, and at the end. */
export type Soaked = {
  minutes: number;
  tracked: number;
  dropped: number;
  stored: number;
  early: Mark;
  late: Mark;
};

const product = 'soaked';
const fleet = 10;
const services = ['DynamoDB', 'Firehose', 'secretsmanager', 'AmazonAthena'];

/** Products send through the SDK for so long, while one service after the other fails for some seconds, in one way after the other. */
export async function soak(minutes: number, tell: (at: string) => void): Promise<Soaked> {
  const stack = mkdtempSync(join(tmpdir(), 'assent-soak-stack-'));
  const folder = mkdtempSync(join(tmpdir(), 'assent-soak-'));
  await synthesize(stack);
  const lane = await Lane.start(stack);
  const { url, there } = lane.where;
  const { write_key } = await askAdmin(there, 'product add', { product });
  const sdks = Array.from(
    { length: fleet },
    (_, i) =>
      new Assent({
        url,
        writeKey: write_key,
        context: { product_version: `4.${i}` },
        folder: join(folder, String(i)),
        policyFile: join(folder, 'none'),
      }),
  );
  const mark = (): Mark => {
    globalThis.gc?.();
    return {
      memory_mb: Math.round(process.memoryUsage().rss / 2 ** 20),
      handles: readdirSync('/proc/self/fd').length,
      files: readdirSync(folder, { recursive: true }).length,
    };
  };
  try {
    for (const sdk of sdks) sdk.consent.grant(['usage']);
    const began = Date.now();
    const until = began + minutes * 60_000;
    let tracked = 0;
    let early: Mark | undefined;
    let refreshed: Promise<unknown> = Promise.resolve();
    for (let second = 0; Date.now() < until; second++) {
      // Ten seconds of a fault, then twenty without one.
      const turn = Math.floor(second / 30);
      const way = Object.values(ways)[turn % Object.keys(ways).length];
      const service = services[turn % services.length] as string;
      lane.fail(second % 30 < 10 ? (call) => (call.startsWith(service) ? way : undefined) : undefined);
      for (const sdk of sdks)
        for (let i = 0; i < 5; i++, tracked++) sdk.featureUsed(`feature ${tracked % 40}`);
      if (second % 5 === 0) for (const sdk of sdks) void sdk.flush({ timeout_ms: 4000 });
      if (second % 30 === 15) refreshed = refreshed.then(() => lane.refresh('recent').catch(() => undefined));
      if (!early && Date.now() > began + (until - began) / 3) early = mark();
      tell(`${Math.round((Date.now() - began) / 60_000)} of ${minutes} minutes, ${tracked} events`);
      await sleep(1000);
    }
    lane.fail();
    await refreshed;
    tell('sending what waits');
    // Who was answered 503 comes back after the time it was told.
    for (const over = Date.now() + 600_000; Date.now() < over; await sleep(2000))
      if ((await Promise.all(sdks.map((sdk) => sdk.flush({ timeout_ms: 20_000 })))).every(Boolean)) break;
    await patiently(() => lane.refresh('late'));
    const dropped = sdks.reduce((sum, sdk) => sum + sdk.dropped, 0);
    const rows = (await rowsOf(lane.where, product)).reduce((sum, { n }) => sum + Number(n), 0);
    return { minutes, tracked, dropped, stored: rows, early: early ?? mark(), late: mark() };
  } finally {
    for (const sdk of sdks) sdk.close();
    await lane.stop();
    for (const each of [stack, folder]) rmSync(each, { recursive: true, force: true });
  }
}
