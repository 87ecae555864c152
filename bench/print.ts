import { formats } from '../reports/format.ts';
import type { Cold } from './cold.ts';
import type { IngestRow, StepsRow } from './ingest.ts';
import type { Load } from './load.ts';
import type { Spread } from './rounds.ts';
import type { searchWorst } from './scrub.ts';
import type { Sdk } from './sdk.ts';
import type { SdkNumbers } from './sdk-languages.ts';
import type { Worst } from './worst.ts';

/** A table of rows that all have the same columns. */
function table(rows: Record<string, string | number>[]): string {
  const columns = Object.keys(rows[0] ?? {}).map((name) => ({ name, type: 'double' }));
  return formats.table({ columns, rows });
}

const three = ({ min, median, max }: Spread, digits = 1) =>
  [min, median, max].map((value) => value.toFixed(digits)).join(' / ');

export const ingestTable = (rows: IngestRow[]): string =>
  `Microseconds of CPU an event; smallest / middle / largest of the rounds\n${table(
    rows.map(({ batch, floor, work, ours, ratio, peer }) => ({
      batch,
      floor: three(floor),
      'floor, no calls': three(work),
      ours: three(ours),
      ratio: three(ratio, 2),
      ...(rows[0]?.peer && { peer: peer ? three(peer) : '' }),
    })),
  )}`;

export const stepsTable = (rows: StepsRow[]): string =>
  `Microseconds of CPU an event\n${table(
    rows.map(({ batch, ...steps }) => ({
      batch,
      ...Object.fromEntries(Object.entries(steps).map(([step, took]) => [step, took.toFixed(2)])),
    })),
  )}`;

export function coldTables({ bare, functions, first, peer }: Cold): string {
  const row = (name: string, { cpu, wall }: Cold['bare']) => ({
    function: name,
    'CPU ms above bare': three(cpu),
    'clock ms above bare': three(wall),
  });
  const times = table([
    ...functions.map(({ bytes, all, ...each }) => ({
      ...row(each.name, each),
      'KB loaded': (bytes / 1000).toFixed(0),
      'KB in all': (all / 1000).toFixed(0),
    })),
    row('ingest, to the end of a first request', first),
    ...(peer
      ? [row("the peer's", peer.imported), row("the peer's, to the end of a first request", peer.first)]
      : []),
  ]);
  const largest = functions.map(
    ({ name, largest }) =>
      `${name}\n${largest.map(({ input, bytes }) => `  ${String(bytes).padStart(6)}  ${input}`).join('\n')}`,
  );
  return [
    'Smallest / middle / largest of the rounds',
    times,
    `\nA bare start of Node: CPU ${three(bare.cpu)} ms, by the clock ${three(bare.wall)} ms`,
    '\nThe five largest inputs of what is loaded at the start, in bytes',
    ...largest,
  ].join('\n');
}

export const loadTable = (load: Load): string =>
  [
    `${load.requests} requests of ${load.batch} events in ${load.seconds.toFixed(1)} s: ${load.events_per_second.toFixed(0)} events/s`,
    `p50 ${load.p50_ms.toFixed(1)} ms, p99 ${load.p99_ms.toFixed(1)} ms, without a 202: ${load.failed}`,
    `accepted ${load.accepted}, rejected ${load.rejected}, in the table of events ${load.rows}: ${
      load.accepted === load.rows ? 'all accepted, each once' : 'NOT THE SAME'
    }`,
  ].join('\n');

export const sdkTable = ({ track, empty, turn, nothing, exit }: Sdk): string =>
  `Smallest / middle / largest of the rounds\n${table([
    { what: 'track() in a loop, µs of CPU', 'with the SDK': three(track, 2), without: three(empty, 3) },
    {
      what: 'a turn of the event loop with one, µs of CPU',
      'with the SDK': three(turn, 2),
      without: three(nothing, 2),
    },
    { what: 'what an exit takes longer, ms', 'with the SDK': three(exit, 2), without: '' },
  ])}`;

export const numbersTable = ({ track, empty, exit, bytes }: SdkNumbers): string =>
  `Smallest / middle / largest of the rounds
${table([
  { what: 'track() in a loop, µs of CPU', 'with the SDK': three(track, 1), without: three(empty, 1) },
  { what: 'what an exit takes longer, ms', 'with the SDK': three(exit, 1), without: '' },
  { what: 'the package, KB', 'with the SDK': (bytes / 1000).toFixed(0), without: '' },
])}`;

export const scrubTable = ({ plain_ms, known_ms, found }: ReturnType<typeof searchWorst>): string =>
  `Milliseconds of CPU of scrubbing a batch of 500 events with two texts of 1,024 characters each
Plain text: ${plain_ms.toFixed(1)}; the worst of test/examples/scrub/worst.txt: ${known_ms.toFixed(1)}; the worst found:
${table(found.map(({ part, tail, ms }) => ({ ms: ms.toFixed(1), repeated: JSON.stringify(part), tail: JSON.stringify(tail) })))}`;

export const worstTable = ({ tried, memory_mb, found }: Worst & { memory_mb: number }): string =>
  `Milliseconds of CPU of a request beyond what as many events and bytes of plain words take; ${tried} tried
The most memory that one inflating to the limit takes: ${memory_mb} MB
${table(
  found.map(({ ms, plain_ms, parts, tail, ...shape }) => ({
    beyond: (ms - plain_ms).toFixed(1),
    ms: ms.toFixed(1),
    text: JSON.stringify(parts.join('') + tail),
    ...shape,
  })),
)}`;
