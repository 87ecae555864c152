import { setTimeout as sleep } from 'node:timers/promises';
import { Stop } from '../../operator/program.ts';

/** What was looked at, and what was seen there. A point that is only `seen` is nothing to fail for, but to know. */
export type Point = { point: string; outcome: 'ok' | 'seen' | 'failed'; saw: string; seconds: number };

/** Firehose collects for five minutes before it writes; in milliseconds. */
const patience = 15 * 60_000;

/** The points of a verification in their order, each said as soon as it is known. */
export class Points {
  readonly all: Point[] = [];
  readonly #say: (line: string) => void;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** Proves a point; returns what it saw in words. A failure is kept, and ends the verification. */
  async prove(point: string, run: () => Promise<string>): Promise<void> {
    const began = Date.now();
    try {
      this.#keep(point, 'ok', await run(), began);
    } catch (fault) {
      this.#keep(point, 'failed', (fault as Error).message, began);
      throw fault;
    }
  }

  /** Looks at something that nobody can know beforehand: whatever is seen is told, a fault too. */
  async see(point: string, run: () => Promise<string>): Promise<void> {
    const began = Date.now();
    const saw = await run().catch(
      ({ name, message }: Error) => `not here (${name}: ${message.split('\n')[0]})`,
    );
    this.#keep(point, 'seen', saw, began);
  }

  #keep(point: string, outcome: Point['outcome'], saw: string, began: number): void {
    const seconds = Math.round((Date.now() - began) / 100) / 10;
    this.all.push({ point, outcome, saw, seconds });
    const took = seconds >= 1 ? ` (${clock(seconds * 1000)})` : '';
    this.#say(`${outcome.padEnd(8)}${point}: ${saw.replaceAll('\n', ' ')}${took}`);
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
