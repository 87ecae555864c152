/** Smallest, middle and largest of several measurements. */
export type Spread = { min: number; median: number; max: number };

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    min: sorted[0] as number,
    median: sorted[Math.floor(sorted.length / 2)] as number,
    max: sorted.at(-1) as number,
  };
}

/** CPU time that this process used for `work`, called `times` times, in microseconds a call. */
async function cpu(work: () => unknown, times: number): Promise<number> {
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

/**
 * Measures contestants in turns, so that whatever else the machine does strikes all alike. A turn is as many calls
 * as take about `budget` ms of CPU. Returns for each the microseconds a call of every round, the first two left out.
 */
export async function rounds<Name extends string>(
  contestants: Record<Name, () => unknown>,
  { count, budget }: { count: number; budget: number },
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contestants) as Name[];
  const times = {} as Record<Name, number>;
  const measured = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (const name of names) {
    const once = await cpu(contestants[name], 20);
    times[name] = Math.max(5, Math.ceil((budget * 1000) / once));
  }
  for (let round = -2; round < count; round++) {
    for (const name of names) {
      const took = await cpu(contestants[name], times[name]);
      if (round >= 0) measured[name].push(took);
    }
  }
  return measured;
}
