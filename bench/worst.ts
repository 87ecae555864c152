import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { limits } from '../shared/limits.ts';
import { batch, lambdaEvent, wire } from './batch.ts';
import { cpu, warmUp } from './rounds.ts';
import { parts, tails } from './scrub.ts';

/**
 * Climbs towards the request that takes most CPU beyond what its size costs, which is what as many events and bytes of
 * plain words take. Runs in a process of its own, with a function's environment. Arguments: the task, the function's bundle.
 */
export type WorstTask = { seconds: number; seed: number };
export type Shape = {
  events: number;
  /** Where the text stands. */
  place: (typeof places)[number];
  /** The text: these parts again and again, and a tail, so many characters long. */
  parts: string[];
  tail: string;
  length: number;
  /** Undeclared fields of each event, and how deep one more nests. */
  fields: number;
  depth: number;
};
/** Milliseconds of CPU of one, and of its plain twin. */
export type Found = Shape & { ms: number; plain_ms: number };
/** How many were tried, and the worst. */
export type Worst = { tried: number; found: Found[] };

const places = [
  ...['feature', 'method', 'previous_version', 'user_role', 'session_id', 'event_name', 'names'],
  ...['organization_id', 'language', 'product_version', 'os_name', 'gpu_name'],
] as const;
const [task = '', entry = ''] = process.argv.slice(2);
const { seconds, seed } = JSON.parse(task) as WorstTask;
const { handler } = await import(pathToFileURL(entry).href);

let state = seed;
const chance = () => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
  return state / 0x7fffffff;
};
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(chance() * items.length)] as Item;

/** The JSON of a batch of that shape, or undefined where it is more than a request may be. */
function bodyOf({ events, place, parts, tail, length, fields, depth }: Shape): Buffer | undefined {
  const text = (
    parts
      .join('')
      .repeat(length)
      .slice(0, length - tail.length) + tail
  ).slice(0, length);
  const { context, ...rest } = batch(1);
  const { properties, ...one } = rest.events[0] as { properties?: object };
  const undeclared = Object.fromEntries(
    Array.from({ length: fields }, (_, i) => [`${text.slice(0, 50)}${i}`, text]),
  );
  const event = {
    ...one,
    event_name:
      place === 'method'
        ? 'user_logged_in'
        : place === 'previous_version'
          ? 'installation_changed'
          : 'feature_used',
    ...(['user_role', 'session_id', 'event_name'].includes(place) && { [place]: text }),
    properties: {
      ...(['feature', 'method', 'previous_version'].includes(place) ? { [place]: text } : { feature: 'x' }),
      ...(place === 'names' && undeclared),
    },
    ...(place !== 'names' && undeclared),
    ...(depth > 0 && { nested: 'nested' }),
  };
  const body = {
    ...rest,
    context: { ...context, ...(place in context && { [place]: text }) },
    ...(place === 'organization_id' && { organization_id: text }),
    events: Array.from({ length: events }, (_, i) => ({
      ...event,
      event_id: `0193f3c8-5a52-7c52-b8a5-${String(i).padStart(12, '0')}`,
    })),
  };
  // JSON.stringify goes no deeper than its stack.
  const deep = '['.repeat(depth) + ']'.repeat(depth);
  const json = Buffer.from(JSON.stringify(body).replaceAll('"nested":"nested"', `"nested":${deep}`));
  if (json.length > limits.inflatedBytes) return undefined;
  return gzipSync(json, { level: 1 }).length > limits.wireBytes ? undefined : json;
}

/** Milliseconds of CPU of a request, the least of several: what others do on the machine only adds to it. */
async function took(json: Buffer, times: number): Promise<number> {
  const event = lambdaEvent(gzipSync(json, { level: 1 }));
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) least = Math.min(least, await cpu(() => handler(event, {}), 1));
  return least / 1000;
}
/** As many events and bytes of plain words. */
function plainOf({ events }: Shape, bytes: number): Buffer {
  const { events: some, ...rest } = batch(events);
  const short = JSON.stringify({ ...rest, events: some }).length;
  const padding = 'insert chart from selection '.repeat(Math.max(0, bytes - short) / events / 28);
  return Buffer.from(JSON.stringify({ ...rest, events: some.map((one) => ({ ...one, padding })) }));
}
async function measured(shape: Shape, times = 1): Promise<Found> {
  const json = bodyOf(shape);
  if (!json) return { ...shape, ms: 0, plain_ms: 0 };
  return { ...shape, ms: await took(json, times), plain_ms: await took(plainOf(shape, json.length), times) };
}
const beyond = ({ ms, plain_ms }: Found) => ms - plain_ms;

const anywhere = (): Shape => ({
  events: pick([1, 50, 500]),
  place: pick(places),
  parts: [pick(parts)],
  tail: pick(tails),
  length: pick([64, 128, 235, 1024, 8000]),
  fields: pick([0, 0, 0, 10, 60]),
  depth: pick([0, 0, 0, 100, 3000]),
});
const changes: ((from: Shape) => Partial<Shape>)[] = [
  ({ parts: from }) => ({ parts: [...from, pick(parts)].slice(-5) }),
  ({ parts: from }) => ({ parts: from.length > 1 ? from.slice(1) : [pick(parts)] }),
  ({ parts: from }) => ({ parts: from.with(Math.floor(chance() * from.length), pick(parts)) }),
  () => ({ tail: pick(tails) }),
  () => ({ place: pick(places) }),
  ({ length }) => ({ length: Math.max(8, Math.round(length * pick([0.5, 0.9, 1.1, 2]))) }),
  ({ events }) => ({ events: Math.min(500, Math.max(1, Math.round(events * pick([0.5, 1.5, 2])))) }),
  () => ({ fields: pick([0, 1, 10, 60]) }),
  () => ({ depth: pick([0, 10, 1000, 5000]) }),
];

await warmUp(() => handler(lambdaEvent(wire(50)), {}), 1500);
const found: Found[] = [];
let tried = 0;
let best = await measured(anywhere());
for (let until = Date.now() + seconds * 1000, stale = 0; Date.now() < until; tried++) {
  const next = await measured({ ...best, ...pick(changes)(best) });
  if (beyond(next) > beyond(best)) [best, stale] = [next, 0];
  else if (++stale > 40) {
    found.push(best);
    [best, stale] = [await measured(anywhere()), 0];
  }
}
found.push(best);
const worst = found.toSorted((a, b) => beyond(b) - beyond(a)).slice(0, 5);
const again: Found[] = [];
for (const shape of worst) again.push(await measured(shape, 5));
console.log(JSON.stringify({ tried, found: again.toSorted((a, b) => beyond(b) - beyond(a)) }));
process.exit();
