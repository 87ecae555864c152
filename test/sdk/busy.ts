import { setTimeout as sleep } from 'node:timers/promises';
import { Assent } from '../../sdk/src/node.ts';

/**
 * A program that tracks without end, run as a child and killed by the test. Its arguments: the options as JSON, and a
 * prefix for the events' names. Prints the name of each event once the SDK has queued it.
 */
const [, , options = '', prefix = ''] = process.argv;
const telemetry = new Assent(JSON.parse(options));
for (let n = 0; ; n++) {
  const names = Array.from({ length: 1 + (n % 7) }, (_, i) => `${prefix}-${n}-${i}`);
  for (const name of names) telemetry.contentDownloaded(name);
  await undefined;
  process.stdout.write(`${names.join('\n')}\n`);
  if (n % 5 === 0) void telemetry.flush({ timeout_ms: 10 });
  await sleep(5);
}
