import type { Work } from '../trino/client.ts';

/** Of several runs of a statement, of which there is one at least, the one in the middle by CPU time. */
export const middle = (works: readonly Work[]): Work =>
  works.toSorted((a, b) => a.cpuTimeMillis - b.cpuTimeMillis)[Math.floor(works.length / 2)] as Work;
