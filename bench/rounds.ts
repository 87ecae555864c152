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

/** How long to measure: rounds, and the CPU time of a turn in ms. */
type Effort = { rounds: number; budget: number };
/** And with batches of which sizes. */
export type Task = Effort & { sizes: readonly number[] };

/** CPU time that this process used for `work`, called `times` times, in microseconds a call. */
export async function cpu(work: () => unknown, times: number): Promise<number> {
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

/** Calls until the compiler has done what it will do, for at least `budget` ms of CPU. */
export async function warmUp(work: () => unknown, budget: number): Promise<void> {
  for (let spent = 0; spent < budget * 1000; ) spent += 50 * (await cpu(work, 50));
}

/**
 * Measures contestants in turns, so that whatever else the machine does strikes all alike. A turn is as many calls
 * as take about `budget` ms of CPU. Returns for each the microseconds a call of every round.
 */
export async function inTurns<Name extends string>(
  contestants: Partial<Record<Name, () => unknown>>,
  { rounds, budget }: Effort,
): Promise<Record<Name, number[]>> {
  const all = Object.entries(contestants) as [Name, () => unknown][];
  const times = new Map<Name, number>();
  for (const [name, work] of all) {
    await warmUp(work, 5 * budget);
    times.set(name, Math.max(5, Math.ceil((budget * 1000) / (await cpu(work, 20)))));
  }
  const measured = Object.fromEntries(all.map(([name]) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    for (const [name, work] of all) measured[name].push(await cpu(work, times.get(name) as number));
  }
  return measured;
}
