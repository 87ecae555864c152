import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { limits } from '../shared/limits.ts';
import { batch, lambdaEvent } from './batch.ts';

/** Requests that inflate to the limit, each of which takes memory in a way of its own: gzipped, by what fills them. */
export function heavy(): Record<string, Buffer> {
  const { events, ...rest } = batch(500);
  const room = limits.inflatedBytes - JSON.stringify({ ...rest, events }).length - 100;
  const many = limits.values - 45_000;
  /** More that differ would be too many bytes on the wire. */
  const unlike = 100_000;
  const filled = (json: string) => {
    const body = JSON.stringify({ ...rest, events }).replace(/}$/, `,"more":${json}}`);
    return gzipSync(body.slice(0, limits.inflatedBytes));
  };
  const each = (count: number, one: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => one(i)).join();
  const long = 'x'.repeat(room / unlike - 12);
  return {
    'one text': filled(`"${'x'.repeat(room)}"`),
    'a text of escapes': filled(`"${'\\u8a9e'.repeat(room / 6)}"`),
    'a text of three bytes a sign': filled(`"${'語'.repeat(room / 3)}"`),
    lists: filled('['.repeat(many) + ']'.repeat(many)),
    'unlike names': filled(`{${each(unlike, (i) => `"${i}${long}":1`)}}`),
    'unlike texts': filled(`[${each(unlike, (i) => `"${i}${long}"`)}]`),
    numbers: filled(`[${each(many, (i) => `${i % 1000}.5`)}]`),
  };
}

/** Runs in a process of its own, with a function's environment. Arguments: nothing, the bundle, files of bodies. */
if (import.meta.filename === process.argv[1]) {
  const [, entry = '', ...files] = process.argv.slice(2);
  const { handler } = await import(pathToFileURL(entry).href);
  for (let round = 0; round < 3; round++)
    for (const file of files) {
      const { statusCode } = await handler(lambdaEvent(readFileSync(file)), {});
      if (statusCode !== 202) throw new Error(`${file} was answered ${statusCode}`);
    }
  console.log(JSON.stringify(Math.round(process.resourceUsage().maxRSS / 1024)));
  process.exit();
}
