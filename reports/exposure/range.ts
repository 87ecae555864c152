import { Stop } from '../../operator/program.ts';
import { precedenceOf } from '../../shared/versions/key.ts';

/**
 * Versions from `low` up to and without `high`, compared as text: both are precedences of version keys, or the text that
 * follows one. `from` and `to` are the comparators they come from, empty where there is no bound.
 */
export type Range = { low: string; high: string; from: string; to: string };

/** As many ranges as a report takes, and what fills those that are not needed. */
export const mostRanges = 8;
export const everything: Range = { low: '', high: '~', from: '', to: '' };
export const nothing: Range = { low: '~', high: '', from: '', to: '' };

export type Operator = '>=' | '<=' | '>' | '<' | '=';
export type Comparator = { operator: Operator; version: string };

/** Right behind a precedence: no precedence begins with another, since its last character stands nowhere else in it. */
const behind = (precedence: string) => `${precedence}!`;

/** The versions that one comparator means. A version must have a number, or all such would be the same. */
export function rangeOf({ operator, version }: Comparator): Range {
  if (!/\d/.test(version) || version.length > 64)
    throw new Stop(`"${version}" is no version: one has a number in it, and at most 64 characters.`);
  // Read as a version it would be one that nobody runs.
  if (/\d\.[x*](?![a-z0-9])/i.test(version))
    throw new Stop(`"${version}" stands for many versions: say from which to which, as in ">=4.1 <4.2".`);
  const precedence = precedenceOf(version);
  const [from, to] = [`>=${version}`, `<=${version}`];
  if (operator === '=') return { low: precedence, high: behind(precedence), from, to };
  if (operator === '>=') return { ...everything, low: precedence, from };
  if (operator === '>') return { ...everything, low: behind(precedence), from: `>${version}` };
  if (operator === '<') return { ...everything, high: precedence, to: `<${version}` };
  return { ...everything, high: behind(precedence), to };
}

/** What two ranges have in common; nothing is in a range whose `low` is not below its `high`. */
export const both = (one: Range, other: Range): Range => ({
  ...(one.low >= other.low ? { low: one.low, from: one.from } : { low: other.low, from: other.from }),
  ...(one.high <= other.high ? { high: one.high, to: one.to } : { high: other.high, to: other.to }),
});

/** The same versions in as few ranges as possible, in order. */
export function joined(ranges: readonly Range[]): Range[] {
  const some: Range[] = [];
  for (const range of ranges.toSorted((a, b) => (a.low < b.low ? -1 : 1))) {
    const last = some.at(-1);
    if (!last || range.low > last.high) some.push({ ...range });
    else if (range.high > last.high) Object.assign(last, { high: range.high, to: range.to });
  }
  return some;
}

/** Ranges as `--affected` takes them. */
export const inWords = (ranges: readonly Range[]): string =>
  ranges
    .map(({ from, to }) =>
      from.startsWith('>=') && to === `<=${from.slice(2)}`
        ? from.slice(1)
        : [from, to].filter(Boolean).join(' ') || '*',
    )
    .join(' || ');
