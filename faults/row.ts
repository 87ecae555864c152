import type { Count } from './field.ts';
import type { Seen } from './sender.ts';

/** One line of the table: what failed, what the clients saw of it, and what became of what they sent. */
export type Row = Count & {
  fault: string;
  /** How many were answered so, by status; 0 is a connection that ended. */
  saw: Record<number, number>;
  /** The longest that one waited, in seconds. */
  longest: number;
  /** Answers that were not ours: the gateway's own, or none. */
  foreign: number;
  /** Whether such answers are to be expected, since a function or the whole run died. */
  dies?: boolean;
};

/** What is wrong with a line, if anything is; on a `busy` machine answers may be late. */
export function wrongIn({ lost, doubled, leaked, foreign, dies, longest }: Row, busy: boolean) {
  if (lost || doubled || leaked) return `${lost} lost, ${doubled} doubled, ${leaked} leaked`;
  if (busy) return undefined;
  if (foreign && !dies) return `${foreign} answers were not ours`;
  // A function ends after 20 s, and the gateway answers then.
  return longest > 21 ? `an answer took ${longest.toFixed(1)} s` : undefined;
}

export function rowOf(fault: string, seen: readonly Seen[], count: Count, dies?: boolean): Row {
  const saw: Row['saw'] = {};
  for (const { status } of seen) saw[status] = (saw[status] ?? 0) + 1;
  const longest = Math.max(0, ...seen.map(({ ms }) => ms)) / 1000;
  return {
    ...count,
    fault,
    saw,
    longest,
    foreign: seen.filter(({ ours }) => !ours).length,
    ...(dies && { dies }),
  };
}

/** One line of several on the same fault, under the name that the last has. */
export const joined = (rows: readonly Row[]): Row =>
  rows.reduce((sum, row) => {
    const saw = { ...sum.saw };
    for (const [status, times] of Object.entries(row.saw)) saw[+status] = (saw[+status] ?? 0) + times;
    return {
      ...row,
      saw,
      accepted: sum.accepted + row.accepted,
      lost: sum.lost + row.lost,
      doubled: sum.doubled + row.doubled,
      leaked: sum.leaked + row.leaked,
      foreign: sum.foreign + row.foreign,
      longest: Math.max(sum.longest, row.longest),
    };
  });

/** The lines as Markdown. */
export function table(rows: readonly Row[]): string {
  const said = (saw: Row['saw']) =>
    Object.entries(saw)
      .toSorted(([a], [b]) => Number(b) - Number(a))
      .map(([status, times]) => `${times} × ${status === '0' ? 'none' : status}`)
      .join(', ');
  return [
    '| Fault | Events accepted | Lost | Doubled | Leaked | Clients saw | Longest |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(
      ({ fault, accepted, lost, doubled, leaked, saw, longest }) =>
        `| ${fault} | ${accepted.toLocaleString('en-US')} | ${lost} | ${doubled} | ${leaked} | ${said(saw)} | ${longest.toFixed(1)} s |`,
    ),
  ].join('\n');
}

/** A table with these lines in place of those on the same faults, whatever numbers their names have. */
export function renewed(before: string, rows: readonly Row[]): string {
  const key = (line: string) => line.split(' | ')[0]?.replace(/[\d.]+/g, '');
  const [head, rule, ...fresh] = table(rows).split('\n');
  const lines = before.trim().split('\n').slice(2);
  const kept = lines.map((line) => {
    const at = fresh.findIndex((one) => key(one) === key(line));
    return at < 0 ? line : fresh.splice(at, 1)[0];
  });
  return [head, rule, ...kept, ...fresh].join('\n');
}
