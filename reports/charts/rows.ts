import type { Value } from '../value.ts';

export type Row = Record<string, Value>;
export type Rows = readonly Row[];

const numberOf = (row: Row, name: string) => Number(row[name] ?? 0);

/** The rows with the largest values, in the order they had; with `rest`, one more that adds up all others. */
export function largest(
  rows: Rows,
  { value, name, most, rest }: { value: string; name: string; most: number; rest?: true },
): Row[] {
  if (rows.length <= most) return [...rows];
  const ordered = rows.toSorted((a, b) => numberOf(b, value) - numberOf(a, value));
  const kept = new Set(ordered.slice(0, rest ? most - 1 : most));
  const others = ordered.slice(kept.size);
  const other = {
    [name]: `other (${others.length})`,
    [value]: others.reduce((sum, row) => sum + numberOf(row, value), 0),
  };
  return [...rows.filter((row) => kept.has(row)), ...(rest ? [other] : [])];
}

/** The same for series: those that are largest in all, in the order they had, and 'other' for all else. */
export function largestSeries(
  rows: Rows,
  { value, by, x, most }: { value: string; by: string; x: string; most: number },
) {
  const totals = new Map<Value, number>();
  for (const row of rows) totals.set(row[by], (totals.get(row[by]) ?? 0) + numberOf(row, value));
  const names = [...totals.keys()];
  if (names.length <= most) return { names, rows: [...rows] };
  const kept = new Set(
    [...totals]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, most - 1)
      .map(([name]) => name),
  );
  const others = Map.groupBy(
    rows.filter((row) => !kept.has(row[by])),
    (row) => row[x],
  );
  const other = [...others].map(([at, some]) => ({
    [x]: at,
    [by]: 'other',
    [value]: some.reduce((sum, row) => sum + numberOf(row, value), 0),
  }));
  return {
    names: [...names.filter((name) => kept.has(name)), 'other'],
    rows: [...rows.filter((row) => kept.has(row[by])), ...other],
  };
}

const hasNoSize = (text: string) => /^(?:unknown|other)\b/.test(text);

/** Sizes by their size, such as `8 GB` before `16 GB`, with what has none at the end; all else as it was. */
export function bySize(rows: Row[], name: string): Row[] {
  const texts = rows.map((row) => String(row[name] ?? '')).filter((text) => !hasNoSize(text));
  if (!texts.every((text) => /^\d+(?: [A-Za-z]+| x \d+)?$/.test(text))) return rows;
  const size = (row: Row) =>
    hasNoSize(String(row[name])) ? Number.POSITIVE_INFINITY : Number.parseInt(String(row[name]), 10);
  return rows.toSorted((a, b) => (size(a) === size(b) ? 0 : size(a) - size(b)));
}
