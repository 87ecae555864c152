import { pathToFileURL } from 'node:url';
import { lambdaEvent, wire } from './batch.ts';
import { peerEvent } from './peer.ts';
import { inTurns, spread, type Task, warmUp } from './rounds.ts';

/**
 * Runs in a process of its own, with a function's environment. Arguments: the task, the function's bundle, the
 * floor's bundle, the peer's bundle if any. Prints a row a batch size: microseconds of CPU an event.
 */
const [task = '', ...entries] = process.argv.slice(2);
const { sizes, ...effort } = JSON.parse(task) as Task;
const [{ handler }, { floor, work }, peer] = await Promise.all(
  entries.map((entry) => import(pathToFileURL(entry).href)),
);

// The peer writes a line for each request; what that costs is not counted.
const print = console.log;
console.log = () => {};
const context = { awsRequestId: 'r', getRemainingTimeInMillis: () => 10_000 };

async function ours(event: object): Promise<void> {
  const { statusCode, body } = await handler(event, {});
  if (statusCode !== 202 || JSON.parse(body).rejected.length > 0) throw new Error(body);
}
async function theirs(): Promise<void> {
  const { statusCode, body } = await peer.handler(structuredClone(peerEvent), context);
  if (statusCode !== 200) throw new Error(body);
}

// The SDK takes a thousand calls to become fast.
const least = lambdaEvent(wire(1));
await ours(least);
await warmUp(() => handler(least, {}), 15 * effort.budget);
await warmUp(() => floor(wire(1)), 15 * effort.budget);
if (peer) await warmUp(theirs, 15 * effort.budget);

const rows = [];
for (const batch of sizes) {
  const body = wire(batch);
  const event = lambdaEvent(body);
  await ours(event);
  const contestants = { ours: () => handler(event, {}), floor: () => floor(body), work: () => work(body) };
  const measured = await inTurns<keyof typeof contestants | 'peer'>(
    peer && batch === 1 ? { ...contestants, peer: theirs } : contestants,
    effort,
  );
  const ratios = measured.ours.map((took, round) => took / (measured.floor[round] as number));
  const each = (values: number[]) => spread(values.map((value) => value / batch));
  rows.push({
    batch,
    floor: each(measured.floor),
    work: each(measured.work),
    ours: each(measured.ours),
    ratio: spread(ratios),
    ...(measured.peer && { peer: each(measured.peer) }),
  });
}
print(JSON.stringify(rows));
process.exit();
