import { setTimeout as sleep } from 'node:timers/promises';
import { Stop } from '../../operator/program.ts';

/** Firehose collects for five minutes before it writes; in milliseconds. */
const patience = 15 * 60_000;

/** Runs a step and says how it went, with the words it returns; a failure names the step. */
export async function step(what: string, run: () => Promise<unknown>): Promise<void> {
  try {
    const more = await run();
    console.log(`ok      ${what}${typeof more === 'string' ? `: ${more}` : ''}`);
  } catch (fault) {
    console.log(`FAILED  ${what}`);
    throw fault;
  }
}

/** Looks again and again, ever less often, until what is found will do; says how long it has waited. */
export async function delivered<Found>(
  look: () => Promise<Found>,
  enough: (found: Found) => boolean,
): Promise<Found> {
  const began = Date.now();
  for (let wait = 500; ; wait = Math.min(wait * 2, 15_000)) {
    const found = await look();
    if (enough(found)) return found;
    const waited = Date.now() - began;
    if (waited > patience) {
      throw new Stop(
        `Firehose did not deliver it in ${clock(waited)}: see docs/operations.md#delivery-late.`,
      );
    }
    if (waited > 2000) console.error(`waiting for Firehose … ${clock(waited)}`);
    await sleep(wait);
  }
}

/** Minutes and seconds. */
export const clock = (time: number) =>
  `${Math.floor(time / 60_000)}:${String(Math.floor(time / 1000) % 60).padStart(2, '0')}`;
