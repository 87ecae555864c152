import { QueryFailed } from '../platform/athena.ts';

/** Athena writes at most 100 partitions a statement; a DELETE was seen to fail below that, hence the halving. */
const most = 90;

/** Runs a statement for these days (`2026-11-25`), as many at once as the engine takes. */
export async function byDays(
  days: readonly string[],
  run: (days: readonly string[]) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < days.length; i += most) await halving(days.slice(i, i + most), run);
}

async function halving(days: readonly string[], run: (days: readonly string[]) => Promise<void>) {
  try {
    await run(days);
  } catch (fault) {
    const tooMany = fault instanceof QueryFailed && fault.message.includes('TOO_MANY_OPEN_PARTITIONS');
    if (!tooMany || days.length === 1) throw fault;
    const half = Math.ceil(days.length / 2);
    await halving(days.slice(0, half), run);
    await halving(days.slice(half), run);
  }
}

/** A statement with its `{days}` (of landing: text) and `{dates}` (of the tables) filled in. */
export const onDays = (statement: string, days: readonly string[]): string =>
  statement
    .replaceAll('{days}', days.map((day) => `'${day}'`).join(', '))
    .replaceAll('{dates}', days.map((day) => `DATE '${day}'`).join(', '));
