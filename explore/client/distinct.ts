import type { Row, Rows } from '../../reports/charts/rows.ts';
import { formatValue } from '../../reports/value.ts';

/**
 * Rows of which each has a name of its own, so that each is a bar: where `name` alone does not tell them apart, the other
 * columns are added to it, as many as that takes, and where none does, a number.
 */
export function distinct(rows: Rows, name: string, others: readonly string[]): Rows {
  const columns = [name];
  const label = (row: Row) =>
    columns.map((column) => formatValue(column, row[column]) || 'not named').join(' · ');
  const repeats = () => new Set(rows.map(label)).size < rows.length;
  for (const other of others.filter((each) => each !== name)) if (repeats()) columns.push(other);
  const taken = new Set<string>();
  const times = new Map<string, number>();
  return rows.map((row) => {
    const text = label(row);
    let own = text;
    for (let n = times.get(text) ?? 2; taken.has(own); n++) {
      own = `${text} (${n})`;
      times.set(text, n + 1);
    }
    taken.add(own);
    return { ...row, [name]: own };
  });
}

/** What a chart of lines tells apart by color. */
const most = 7;

/** Lines of a value over `x`, one for each of the largest of `by`: a row a moment, with a column a line. */
export function lined(
  rows: Rows,
  { x, value, by }: { x: string; value: string; by: string },
): { rows: Rows; y: string[] } {
  const nameOf = (row: Row) => formatValue(by, row[by]) || 'not named';
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(nameOf(row), (sums.get(nameOf(row)) ?? 0) + Number(row[value] ?? 0));
  const y = [...sums]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([name]) => name);
  const moments = Map.groupBy(rows, (row) => row[x]);
  const drawn = [...moments].map(([moment, some]) => {
    const values = Map.groupBy(some, nameOf);
    const sum = (name: string) =>
      values.get(name)?.reduce((total, row) => total + Number(row[value] ?? 0), 0) ?? null;
    return { ...Object.fromEntries(y.map((name) => [name, sum(name)])), [x]: moment };
  });
  return { rows: drawn, y };
}
