import { sum } from './field.ts';

/** The rule on small groups, plainly, without a filter: of values, each with the units (installations, users) that told it. */

const threshold = 5;
export type Told<T> = { value: string; units: Set<string>; rows: T[] };

const isSmall = (count: number) => count > 0 && count < threshold;
const union = (some: { units: Set<string> }[]) => new Set(some.flatMap(({ units }) => [...units]));

/** What is smaller than the threshold, or lacked by fewer, is 'other', and the next larger until 'other' is neither. */
export function merged<T>(all: Told<T>[]): Told<T>[] {
  const total = union(all).size;
  const small = ({ value, units }: Told<T>) =>
    value === 'other' || isSmall(units.size) || isSmall(total - units.size);
  const order = all.toSorted(
    (a, b) =>
      Number(small(b)) - Number(small(a)) || a.units.size - b.units.size || (a.value < b.value ? -1 : 1),
  );
  let end = order.filter(small).length;
  const bad = () => {
    const size = union(order.slice(0, end)).size;
    return isSmall(size) || isSmall(total - size);
  };
  while (end && end < order.length && bad()) end++;
  const other = order.slice(0, end);
  const one = { value: 'other', units: union(other), rows: other.flatMap(({ rows }) => rows) };
  return [...order.slice(end), ...(end ? [one] : [])];
}

export const total = (all: Told<unknown>[]): number => sum(all.map(({ units }) => units.size));
